//! Following everything of an account over a WebSocket, from a cursor on.

use super::{
    Client, ClientError,
    socket::{Socket, next},
};
use crate::wire::events::AccountEvent;

/// A socket that follows an account.
pub struct AccountFollow {
    socket: Socket,
}

impl Client {
    /// Follows the account of the key: what changed since `cursor`, or from now on.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn follow_account(&self, cursor: Option<&str>) -> Result<AccountFollow, ClientError> {
        let path = match cursor {
            Some(cursor) => format!("/v1/events?cursor={cursor}"),
            None => "/v1/events".to_owned(),
        };
        let socket = self.open(&path).await?;
        Ok(AccountFollow { socket })
    }
}

impl AccountFollow {
    /// The next event; nothing when the socket died. There is no end: connect again with the last cursor.
    pub async fn next(&mut self) -> Option<AccountEvent> {
        let text = next(&mut self.socket).await?.ok()?;
        serde_json::from_str(&text).ok()
    }
}
