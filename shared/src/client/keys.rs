//! Calls about keys and the account.

use super::{Client, ClientError};
use crate::{
    id::KeyId,
    wire::keys::{Account, CreateKey, CreatedKey, KeyList},
};

impl Client {
    /// Whose key this is.
    ///
    /// # Errors
    /// As every call: [`ClientError`]; `UNAUTHENTICATED` when the key is not valid.
    pub async fn account(&self) -> Result<Account, ClientError> {
        self.get("/v1/account", &()).await
    }

    /// Makes a key.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn create_key(&self, name: &str) -> Result<CreatedKey, ClientError> {
        self.post(
            "/v1/keys",
            &CreateKey {
                name: name.to_owned(),
            },
        )
        .await
    }

    /// The keys of the account, newest first.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn list_keys(&self) -> Result<KeyList, ClientError> {
        self.get("/v1/keys", &()).await
    }

    /// Revokes a key at once.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn revoke_key(&self, id: KeyId) -> Result<(), ClientError> {
        self.delete(&format!("/v1/keys/{id}")).await
    }
}
