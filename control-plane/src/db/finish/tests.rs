//! What the ends of attempts promise, on a real database.

mod lost;
mod missing;
mod report;
mod retry;
