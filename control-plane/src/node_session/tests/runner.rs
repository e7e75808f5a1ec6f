//! A runner that says what the test says.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use rgrid_shared::{
    id::AttemptId,
    wire::{
        logs::{LogFrame, Stream},
        node::{Assignment, Condition, FromNode, ToNode},
    },
};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

const PATIENCE: Duration = Duration::from_secs(10);

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

    /// Renews as a node that is well.
    pub(super) async fn renew(&mut self, attempt: AttemptId) {
        let renewal = FromNode::Renew {
            attempts: vec![attempt],
            condition: Condition::default(),
        };
        self.say(&renewal).await;
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
