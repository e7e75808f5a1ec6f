//! Following a job or a batch over a WebSocket, from a cursor on.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{
        self, Message, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig,
    },
};

use super::{Client, ClientError, error::innermost, request::api_error};
use crate::{
    id::{BatchId, JobId},
    wire::{
        follow::{BatchEvent, JobEvent},
        logs::{LogCursor, LogFrame},
    },
};

/// How long a socket may be silent; the server pings every 15 s.
const SILENCE: Duration = Duration::from_secs(45);
const MAX_MESSAGE: usize = 16 << 20;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What a follower of a job receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobMessage {
    /// Log bytes.
    Log(LogFrame),
    /// A change of state, or the end.
    Event(JobEvent),
}

/// A socket that follows one job.
pub struct JobFollow(Socket);

/// A socket that follows one batch.
pub struct BatchFollow(Socket);

impl Client {
    /// Follows a job; log bytes come from `from` on.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn follow_job(&self, id: JobId, from: LogCursor) -> Result<JobFollow, ClientError> {
        let path = format!(
            "/v1/jobs/{id}/follow?attempt={}&pos={}",
            from.attempt, from.pos
        );
        self.open(&path).await.map(JobFollow)
    }

    /// Follows a batch; items come that ended after number `after`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn follow_batch(&self, id: BatchId, after: u64) -> Result<BatchFollow, ClientError> {
        self.open(&format!("/v1/batches/{id}/follow?after={after}"))
            .await
            .map(BatchFollow)
    }

    /// Opens a WebSocket on `path` with the client's key.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn open(&self, path: &str) -> Result<Socket, ClientError> {
        let strange = |cause: String| ClientError::Strange {
            url: self.base.clone(),
            cause,
        };
        let url = format!("{}{path}", self.base.replacen("http", "ws", 1));
        let mut request = url
            .into_client_request()
            .map_err(|error| strange(error.to_string()))?;
        if let Some(key) = &self.key {
            let bearer = format!("Bearer {}", key.reveal());
            let mut value =
                HeaderValue::from_str(&bearer).map_err(|error| strange(error.to_string()))?;
            value.set_sensitive(true);
            request.headers_mut().insert("authorization", value);
        }
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_MESSAGE))
            .max_frame_size(Some(MAX_MESSAGE));
        let connecting = connect_async_with_config(request, Some(config), true);
        match timeout(Duration::from_secs(10), connecting).await {
            Ok(Ok((socket, _))) => Ok(socket),
            Ok(Err(error)) => Err(self.socket_error(error)),
            Err(_) => Err(self.unreachable("no answer in 10 s")),
        }
    }

    fn unreachable(&self, cause: impl Into<String>) -> ClientError {
        ClientError::Unreachable {
            url: self.base.clone(),
            cause: cause.into(),
        }
    }

    fn socket_error(&self, error: tungstenite::Error) -> ClientError {
        if let tungstenite::Error::Http(response) = error {
            let body = response.body().as_deref().unwrap_or_default();
            return ClientError::Api(Box::new(api_error(response.status(), body)));
        }
        self.unreachable(innermost(&error))
    }
}

/// The next text or binary message; nothing when the socket ended, by closing, fault or silence.
async fn next(socket: &mut Socket) -> Option<Result<String, Bytes>> {
    loop {
        match timeout(SILENCE, socket.next()).await.ok()??.ok()? {
            Message::Text(text) => return Some(Ok(text.to_string())),
            Message::Binary(bytes) => return Some(Err(bytes)),
            Message::Ping(_) => socket.flush().await.ok()?,
            Message::Pong(_) | Message::Frame(_) => {}
            Message::Close(_) => return None,
        }
    }
}

impl JobFollow {
    /// The next message; nothing when the socket died. The end of the job is a message.
    pub async fn next(&mut self) -> Option<JobMessage> {
        match next(&mut self.0).await? {
            Ok(text) => serde_json::from_str(&text).ok().map(JobMessage::Event),
            Err(bytes) => LogFrame::decode(bytes).map(JobMessage::Log),
        }
    }
}

impl BatchFollow {
    /// The next event; nothing when the socket died. The end of the batch is a message.
    pub async fn next(&mut self) -> Option<BatchEvent> {
        serde_json::from_str(&next(&mut self.0).await?.ok()?).ok()
    }
}
