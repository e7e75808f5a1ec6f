//! What the tests of the whole system share.

pub mod ports;
pub mod scripted;
pub mod testbed;
