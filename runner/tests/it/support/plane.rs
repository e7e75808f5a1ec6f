//! A control plane that does as the test says.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    extract::ws::Message,
    routing::{get, post},
};
use rgrid_runner::Config;
use rgrid_shared::{
    id::AttemptId,
    spec::Secret,
    wire::node::{Assignment, Finished, ToNode},
};
use tokio::sync::broadcast;

use super::{
    blobs, doors,
    inner::{Inner, Record},
    until,
};

/// The control plane.
#[derive(Clone)]
pub(crate) struct Plane {
    pub(crate) inner: Arc<Mutex<Inner>>,
    pub(crate) orders: broadcast::Sender<Order>,
    addr: SocketAddr,
}

/// What a test tells the connection to do.
#[derive(Debug, Clone)]
pub(crate) enum Order {
    /// Look for work to give.
    Wake,
    /// Say this.
    Say(Box<ToNode>),
    /// Send this, whatever it is.
    Send(Message),
    /// Drop the connection.
    HangUp,
}

impl Plane {
    /// Starts it on a free port.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let base = format!("http://{addr}");
        let inner = Inner {
            base,
            lease_s: 30,
            ..Inner::default()
        };
        let plane = Self {
            inner: Arc::new(Mutex::new(inner)),
            orders: broadcast::channel(64).0,
            addr,
        };
        let app = Router::new()
            .route("/v1/nodes/enrol", post(doors::enrol))
            .route("/v1/nodes/connect", get(doors::connect))
            .route("/blobs/{digest}", get(blobs::get).put(blobs::put))
            .route("/zeros/{size}", get(blobs::zeros))
            .layer(axum::extract::DefaultBodyLimit::disable())
            .with_state(plane.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        plane
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// The configuration of a runner of this control plane.
    pub(crate) fn config(&self, state: &Path) -> Config {
        let mut config = Config::new(format!("http://{}", self.addr), state);
        config.slots = 2;
        config.enrol_token = Some(Secret::new("enrol"));
        config.disk_floor_bytes = 0;
        config
    }

    /// Gives an assignment as soon as there is credit.
    pub(crate) fn give(&self, assignment: Assignment) -> AttemptId {
        let attempt = assignment.attempt;
        self.lock().waiting.push_back(assignment);
        let _ = self.orders.send(Order::Wake);
        attempt
    }

    /// Says something on the connection.
    pub(crate) fn say(&self, message: ToNode) {
        let _ = self.orders.send(Order::Say(Box::new(message)));
    }

    /// Sends anything on the connection.
    pub(crate) fn send(&self, message: Message) {
        let _ = self.orders.send(Order::Send(message));
    }

    /// Drops the connection.
    pub(crate) fn hang_up(&self) {
        let _ = self.orders.send(Order::HangUp);
    }

    /// Drops the connection and takes no other.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.hang_up();
    }

    pub(crate) fn record(&self, attempt: AttemptId) -> Record {
        self.lock()
            .records
            .get(&attempt)
            .cloned()
            .unwrap_or_default()
    }

    /// Waits for the accepted report.
    pub(crate) async fn finished(&self, attempt: AttemptId) -> Finished {
        until("the attempt is accepted", || self.record(attempt).accepted).await;
        self.record(attempt).reports.last().unwrap().clone()
    }
}
