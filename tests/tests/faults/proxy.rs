//! A wire between two parts that can be cut, silenced, slowed, or answer with errors.

mod carry;
mod forgetful;

use std::{net::Ipv4Addr, time::Duration};

use tokio::{net::TcpListener, sync::watch};

use carry::{carry, reset, unavailable};

/// What the wire does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wire {
    /// Carries everything.
    Open,
    /// Every connection is reset, new ones too.
    Cut,
    /// Nothing passes, and nobody is told.
    Silent,
    /// Every piece takes this long.
    Slow(Duration),
    /// New connections hear 503; those that are open are reset.
    Broken,
}

/// A wire.
pub(super) struct Proxy {
    port: u16,
    upstream: u16,
    wire: watch::Sender<Wire>,
}

impl Proxy {
    /// An open wire to `upstream`.
    pub(super) async fn to(upstream: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (wire, state) = watch::channel(Wire::Open);
        tokio::spawn(accept(listener, upstream, state));
        Self {
            port,
            upstream,
            wire,
        }
    }

    /// A wire for a runner on which the repetition of a report is lost.
    pub(super) async fn forgetful(upstream: u16) -> Self {
        let proxy = Self::to(upstream).await;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let plain = proxy.port;
        tokio::spawn(async move {
            let reported = forgetful::Reported::default();
            while let Ok((near, _)) = listener.accept().await {
                let reported = reported.clone();
                tokio::spawn(async move {
                    if forgetful::is_conversation(&near).await {
                        forgetful::carry(near, plain, reported).await;
                    } else {
                        carry(near, plain, watch::channel(Wire::Open).1).await;
                    }
                });
            }
        });
        Self { port, ..proxy }
    }

    /// Where it listens.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Where it leads.
    pub(super) fn upstream(&self) -> u16 {
        self.upstream
    }

    /// Changes what it does, for connections that are open too.
    pub(super) fn set(&self, wire: Wire) {
        self.wire.send_replace(wire);
    }
}

async fn accept(listener: TcpListener, upstream: u16, wire: watch::Receiver<Wire>) {
    while let Ok((near, _)) = listener.accept().await {
        let now = *wire.borrow();
        match now {
            Wire::Cut => reset(&near),
            Wire::Broken => drop(tokio::spawn(unavailable(near))),
            Wire::Open | Wire::Silent | Wire::Slow(_) => {
                drop(tokio::spawn(carry(near, upstream, wire.clone())));
            }
        }
    }
}
