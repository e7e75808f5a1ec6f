//! Batches, from their submission to their end.

mod create;
mod follow;
mod retry;
