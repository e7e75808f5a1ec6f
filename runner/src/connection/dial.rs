//! Making a connection: address, token, `Hello`, `Welcome`.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use rgrid_shared::{
    id::{AttemptId, NodeId},
    limits::MAX_NODE_MESSAGE_BYTES,
    spec::Secret,
    wire::node::{FromNode, Hello, PROTOCOL, ToNode},
};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{
        self, Message,
        client::IntoClientRequest as _,
        handshake::client::Request,
        http::{HeaderValue, StatusCode, header::AUTHORIZATION},
        protocol::WebSocketConfig,
    },
};

use crate::error::RunnerError;

/// A WebSocket as the runner opens it.
pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How long a connection may take until `Welcome`.
const CONNECT_WITHIN: Duration = Duration::from_secs(15);

/// What it takes to connect.
#[derive(Debug)]
pub(crate) struct Dial {
    /// The WebSocket address of the control plane.
    pub(crate) url: String,
    /// The node's token.
    pub(crate) token: Secret,
    /// How many jobs the node takes at the same time.
    pub(crate) slots: u32,
    /// Thousandths of a vCPU it has.
    pub(crate) cpu_millis: u32,
    /// Memory it has, in bytes.
    pub(crate) memory_bytes: u64,
    /// The attempts under which an earlier life of the runner died.
    pub(crate) died: Vec<AttemptId>,
}

/// What the control plane answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Welcome {
    /// Who the runner is.
    pub(crate) node: NodeId,
    /// How long a lease lasts.
    pub(crate) lease: Duration,
}

impl Dial {
    /// Connects and introduces the runner.
    pub(super) async fn connect(
        &self,
        held: Vec<AttemptId>,
    ) -> Result<(Socket, Welcome), RunnerError> {
        let made = timeout(CONNECT_WITHIN, self.introduce(held)).await;
        made.map_err(|_| RunnerError::Connect("no answer in time".into()))?
    }

    async fn introduce(&self, held: Vec<AttemptId>) -> Result<(Socket, Welcome), RunnerError> {
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_NODE_MESSAGE_BYTES))
            .max_frame_size(Some(MAX_NODE_MESSAGE_BYTES));
        let connected = connect_async_with_config(self.request()?, Some(config), true).await;
        let (mut socket, _) = connected.map_err(refusal)?;
        let hello = FromNode::Hello(Hello {
            protocol: PROTOCOL,
            version: env!("CARGO_PKG_VERSION").into(),
            slots: self.slots,
            cpu_millis: self.cpu_millis,
            memory_bytes: self.memory_bytes,
            held,
            died: self.died.clone(),
        });
        let hello = serde_json::to_string(&hello).map_err(connect_error)?;
        socket
            .send(Message::text(hello))
            .await
            .map_err(connect_error)?;
        let welcome = welcome(&mut socket).await?;
        Ok((socket, welcome))
    }

    fn request(&self) -> Result<Request, RunnerError> {
        let url = self.url.as_str();
        let mut request = url.into_client_request().map_err(connect_error)?;
        let bearer = format!("Bearer {}", self.token.reveal());
        let mut bearer = HeaderValue::from_str(&bearer).map_err(connect_error)?;
        bearer.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, bearer);
        Ok(request)
    }
}

async fn welcome(socket: &mut Socket) -> Result<Welcome, RunnerError> {
    while let Some(message) = socket.next().await {
        match message.map_err(connect_error)? {
            Message::Text(text) => match serde_json::from_str(&text) {
                Ok(ToNode::Welcome { node, lease_s }) => {
                    let lease = Duration::from_secs(u64::from(lease_s.max(3)));
                    return Ok(Welcome { node, lease });
                }
                Ok(_) => {
                    return Err(RunnerError::Connect(
                        "it does not begin with a welcome".into(),
                    ));
                }
                Err(error) => return Err(connect_error(error)),
            },
            Message::Close(Some(close)) => {
                return Err(RunnerError::Connect(close.reason.to_string()));
            }
            Message::Binary(_)
            | Message::Ping(_)
            | Message::Pong(_)
            | Message::Close(None)
            | Message::Frame(_) => {}
        }
    }
    Err(RunnerError::Connect("it hung up before a welcome".into()))
}

fn refusal(error: tungstenite::Error) -> RunnerError {
    if let tungstenite::Error::Http(answer) = &error
        && matches!(
            answer.status(),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
        )
    {
        return RunnerError::UnknownNode;
    }
    connect_error(error)
}

fn connect_error(error: impl std::fmt::Display) -> RunnerError {
    RunnerError::Connect(error.to_string())
}
