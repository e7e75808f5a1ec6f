//! Pure decisions: what is fair, what is tried again, what it costs. No I/O and no clock.

pub mod batch;
pub mod blobs;
pub mod fair;
pub mod pricing;
pub mod retry;
pub mod reuse;
pub mod waiting;
pub mod weight;
