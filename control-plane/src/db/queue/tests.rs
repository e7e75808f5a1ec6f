//! What the queue promises, on a real database.

mod arrive;
mod cancel;
mod enqueue;
mod release;
mod stress;
