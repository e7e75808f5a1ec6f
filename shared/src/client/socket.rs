//! The WebSocket under a follower: opened with the client's key, and dead when it is silent.

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

/// How long a socket may be silent; the server pings every 15 s.
const SILENCE: Duration = Duration::from_secs(45);
const MAX_MESSAGE: usize = 16 << 20;

pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Client {
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
pub(super) async fn next(socket: &mut Socket) -> Option<Result<String, Bytes>> {
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
