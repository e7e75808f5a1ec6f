//! Jobs, from their submission to what is left of them.

mod artifacts;
mod cancel;
mod create;
mod follow;
mod list;
mod logs;
mod refused;
mod retry;
mod reuse;
mod slow;
