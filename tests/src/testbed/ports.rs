//! Free ports on the loopback.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::Context;

/// `N` ports, all different and free at the moment of asking.
pub(super) fn free<const N: usize>() -> anyhow::Result<[u16; N]> {
    let mut held = Vec::new();
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
        *port = listener.local_addr()?.port();
        held.push(listener);
    }
    Ok(ports)
}
