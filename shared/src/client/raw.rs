//! Any route: for who asks what no typed call does.

use bytes::Bytes;
use reqwest::Method;
use uuid::Uuid;

use super::{Client, ClientError};

impl Client {
    /// Any request, with any body, and the bytes of its answer.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn raw(
        &self,
        method: Method,
        path: &str,
        body: Option<Bytes>,
    ) -> Result<Bytes, ClientError> {
        let key = Uuid::now_v7().to_string();
        let once = method == Method::POST;
        self.send(method, path, |mut request| {
            if once {
                request = request.header("idempotency-key", &key);
            }
            match &body {
                Some(body) => request.body(body.clone()),
                None => request,
            }
        })
        .await
    }
}
