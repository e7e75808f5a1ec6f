//! A wire between two parts that can be cut, silenced, slowed, or answer with errors.

mod carry;
mod forgetful;

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU16, AtomicUsize, Ordering},
    },
    time::Duration,
};

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
    upstream: Arc<AtomicU16>,
    carried: Arc<AtomicUsize>,
    wire: watch::Sender<Wire>,
}

impl Proxy {
    /// An open wire to `upstream`.
    pub(super) async fn to(upstream: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (wire, state) = watch::channel(Wire::Open);
        let (upstream, carried) = (Arc::new(AtomicU16::new(upstream)), Arc::default());
        let accepting = accept(listener, Arc::clone(&upstream), Arc::clone(&carried), state);
        tokio::spawn(accepting);
        Self {
            port,
            upstream,
            carried,
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
        self.upstream.load(Ordering::SeqCst)
    }

    /// Leads new connections elsewhere, as a balancer in front of several servers does.
    pub(super) fn turn_to(&self, upstream: u16) {
        self.upstream.store(upstream, Ordering::SeqCst);
    }

    /// How many connections it was asked to carry.
    pub(super) fn carried(&self) -> usize {
        self.carried.load(Ordering::SeqCst)
    }

    /// Changes what it does, for connections that are open too.
    pub(super) fn set(&self, wire: Wire) {
        self.wire.send_replace(wire);
    }
}

async fn accept(
    listener: TcpListener,
    upstream: Arc<AtomicU16>,
    carried: Arc<AtomicUsize>,
    wire: watch::Receiver<Wire>,
) {
    while let Ok((near, _)) = listener.accept().await {
        carried.fetch_add(1, Ordering::SeqCst);
        let now = *wire.borrow();
        match now {
            Wire::Cut => reset(&near),
            Wire::Broken => drop(tokio::spawn(unavailable(near))),
            Wire::Open | Wire::Silent | Wire::Slow(_) => {
                let upstream = upstream.load(Ordering::SeqCst);
                drop(tokio::spawn(carry(near, upstream, wire.clone())));
            }
        }
    }
}
