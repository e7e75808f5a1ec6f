//! Batches, from their submission to their end.

mod create;
mod retry;
