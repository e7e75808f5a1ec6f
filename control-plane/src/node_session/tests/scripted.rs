//! A runner that says what the test says.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use rgrid_shared::{
    id::AttemptId,
    spec::Secret,
    wire::{
        logs::{LogFrame, Stream},
        node::{Assignment, FromNode, Hello, ToNode},
    },
};
use sqlx::PgPool;
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _},
};

use crate::{
    app::AppState,
    config::{Config, S3Config},
    db::{node, testing},
    loops, router,
};

const PATIENCE: Duration = Duration::from_secs(10);

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
        let config = Config::new(String::new(), ([127, 0, 0, 1], 0).into(), s3);
        let state = AppState::new(config, db.clone()).unwrap();
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

/// The runner's end of the socket.
pub(super) struct Runner(pub(super) WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Runner {
    pub(super) async fn say(&mut self, message: &FromNode) {
        let text = serde_json::to_string(message).unwrap();
        self.0.send(Message::text(text)).await.unwrap();
    }

    pub(super) async fn credit(&mut self, total: u64) {
        self.say(&FromNode::Credit { total }).await;
    }

    /// Sends log bytes on standard output.
    pub(super) async fn log(&mut self, attempt: AttemptId, pos: u64, data: &[u8]) {
        let data = Bytes::copy_from_slice(data);
        let frame = LogFrame {
            attempt,
            number: 1,
            stream: Stream::Stdout,
            pos,
            data,
        };
        self.0.send(Message::binary(frame.encode())).await.unwrap();
    }

    async fn next(&mut self) -> Message {
        let next = timeout(PATIENCE, self.0.next())
            .await
            .expect("nothing came");
        next.expect("the socket is closed")
            .expect("the socket broke")
    }

    /// The next message.
    pub(super) async fn hear(&mut self) -> ToNode {
        loop {
            match self.next().await {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) => {}
                other => panic!("{other:?} instead of a message"),
            }
        }
    }

    /// The next message, which is an assignment.
    pub(super) async fn assignment(&mut self) -> Assignment {
        match self.hear().await {
            ToNode::Assign(assignment) => *assignment,
            other => panic!("{other:?} instead of an assignment"),
        }
    }

    /// What the control plane says at the end.
    pub(super) async fn goodbye(&mut self) -> String {
        loop {
            match self.next().await {
                Message::Close(Some(frame)) => return frame.reason.to_string(),
                Message::Ping(_) => {}
                other => panic!("{other:?} instead of a goodbye"),
            }
        }
    }

    /// Checks that nothing was said before the answer to a ping.
    pub(super) async fn silence(&mut self) {
        self.0
            .send(Message::Ping(Bytes::from_static(b"?")))
            .await
            .unwrap();
        loop {
            match self.next().await {
                Message::Pong(_) => return,
                Message::Ping(_) => {}
                other => panic!("{other:?} instead of silence"),
            }
        }
    }
}
