//! A control plane that listens on a real socket.

use std::{net::SocketAddr, time::Duration};

use rgrid_shared::{
    id::AttemptId,
    spec::Secret,
    wire::node::{FromNode, Hello, ToNode},
};
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Error, client::IntoClientRequest as _},
};

use super::runner::Runner;
use crate::{
    app::AppState,
    config::{Config, S3Config},
    db::{node, testing},
    loops, router,
    wake::Wake,
};

/// A control plane that listens, and a node's token for it.
pub(super) struct Server {
    pub(super) state: AppState,
    pub(super) db: PgPool,
    pub(super) token: Secret,
    addr: SocketAddr,
}

impl Server {
    /// Starts one without a blob store.
    pub(super) async fn start(db: &PgPool) -> Self {
        let nowhere = S3Config::new("http://127.0.0.1:9", "none", Secret::new("none"));
        Self::with_store(db, nowhere).await
    }

    /// Starts one with a blob store.
    pub(super) async fn with_store(db: &PgPool, s3: S3Config) -> Self {
        Self::waking(db, s3, Wake::default()).await
    }

    /// Starts one without a blob store that looks for news only this often unless it is told of some.
    pub(super) async fn polling_every(db: &PgPool, poll: Duration) -> Self {
        let nowhere = S3Config::new("http://127.0.0.1:9", "none", Secret::new("none"));
        Self::waking(db, nowhere, Wake::polling_every(poll)).await
    }

    async fn waking(db: &PgPool, s3: S3Config, wake: Wake) -> Self {
        let config = Config::new(String::new(), ([127, 0, 0, 1], 0).into(), s3);
        let mut state = AppState::new(config, db.clone()).unwrap();
        state.wake = wake;
        loops::start(&state);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let routes = router::router(state.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let mut conn = db.acquire().await.unwrap();
        let enrol = node::make_enrol_token(&mut conn).await.unwrap().token;
        let node = node::enrol(&mut conn, enrol.reveal(), "n").await.unwrap();
        let token = node.unwrap().1;
        Self {
            state,
            db: db.clone(),
            token,
            addr,
        }
    }

    /// Where it listens.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Opens the socket without a word.
    pub(super) async fn open(&self, token: &str) -> Result<Runner, Error> {
        let url = format!("ws://{}/v1/nodes/connect", self.addr);
        let mut request = url.into_client_request().unwrap();
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let (socket, _) = connect_async(request).await?;
        Ok(Runner(socket))
    }

    /// Connects and says hello.
    pub(super) async fn connect_holding(&self, held: Vec<AttemptId>) -> Runner {
        let mut runner = self.open(self.token.reveal()).await.unwrap();
        let hello = Hello {
            held,
            ..testing::hello()
        };
        runner.say(&FromNode::Hello(hello)).await;
        assert!(matches!(
            runner.hear().await,
            ToNode::Welcome { lease_s: 30, .. }
        ));
        runner
    }

    /// Connects and says hello, holding nothing.
    pub(super) async fn connect(&self) -> Runner {
        self.connect_holding(Vec::new()).await
    }
}
