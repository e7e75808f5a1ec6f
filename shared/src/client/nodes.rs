//! Calls about nodes.

use super::{Client, ClientError};
use crate::wire::nodes::{Enrol, EnrolToken, Enrolled, NodeList};

impl Client {
    /// The nodes, oldest first.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn list_nodes(&self) -> Result<NodeList, ClientError> {
        self.get("/v1/nodes", &()).await
    }

    /// Makes a token with which one machine may become a node.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn create_enrol_token(&self) -> Result<EnrolToken, ClientError> {
        self.post("/v1/nodes/enrol-tokens", &serde_json::json!({}))
            .await
    }

    /// Makes this machine a node; the client's key must be an enrol token.
    ///
    /// # Errors
    /// As every call: [`ClientError`]; `UNAUTHENTICATED` when the token is used or too old.
    pub async fn enrol(&self, name: &str) -> Result<Enrolled, ClientError> {
        self.post(
            "/v1/nodes/enrol",
            &Enrol {
                name: name.to_owned(),
            },
        )
        .await
    }
}
