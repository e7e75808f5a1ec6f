//! Nodes: the list, how a machine becomes one, and the socket over which it works.

pub(crate) mod connect;
pub(crate) mod enrol;
pub(crate) mod enrol_tokens;
pub(crate) mod list;
