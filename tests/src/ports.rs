//! Ports that stay free while the server that had one is down.

use std::net::{Ipv4Addr, TcpListener};

/// A free port with a free one after it, below those that the system gives to clients by chance.
#[must_use]
pub fn stable() -> u16 {
    let free = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    loop {
        let port = fastrand::u16(15_000..32_000);
        if free(port) && free(port.saturating_add(1)) {
            return port;
        }
    }
}
