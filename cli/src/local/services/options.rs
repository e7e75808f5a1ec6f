//! What may be chosen about the local instance.

use std::net::SocketAddr;

use super::loopback;

/// The bucket of the embedded store.
pub(super) const BUCKET: &str = "rgrid";

/// What may be chosen about the local instance.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port of the control plane; the store takes the next one.
    pub port: u16,
    /// A PostgreSQL in place of the private one.
    pub database_url: Option<String>,
    /// How many jobs run at the same time; from the number of processors when not given.
    pub slots: Option<u32>,
}

impl Options {
    /// Where the control plane is found.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.control_address())
    }

    pub(super) fn control_address(&self) -> SocketAddr {
        loopback(self.port)
    }

    pub(super) fn store_address(&self) -> SocketAddr {
        loopback(self.port.saturating_add(1))
    }
}
