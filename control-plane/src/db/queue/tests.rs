//! What the queue promises, on a real database.

mod enqueue;
