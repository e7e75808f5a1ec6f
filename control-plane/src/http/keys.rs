//! API keys: made, listed, revoked.

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod revoke;
