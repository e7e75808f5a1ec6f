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

/// A free port whose successor is free too.
pub(super) fn free_pair() -> anyhow::Result<u16> {
    for _ in 0..100 {
        let [port] = free::<1>()?;
        let next = port.checked_add(1);
        let next = next.and_then(|next| TcpListener::bind((Ipv4Addr::LOCALHOST, next)).ok());
        if next.is_some() {
            return Ok(port);
        }
    }
    anyhow::bail!("no two free ports next to each other")
}
