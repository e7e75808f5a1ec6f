//! Who sends requests.

use axum::{
    body::Body,
    http::{Method, Request},
};
use rgrid_shared::id::AccountId;
use serde_json::Value;

use super::{Answer, TestApp};

/// A client that presents one key.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) app: TestApp,
    pub(crate) account: AccountId,
    pub(crate) key: String,
}

impl Client {
    pub(crate) fn new(app: TestApp, account: AccountId, key: &str) -> Self {
        let key = key.to_owned();
        Self { app, account, key }
    }

    /// The client that users have, on a real socket.
    pub(crate) async fn connected(&self) -> rgrid_shared::client::Client {
        let url = self.app.listen().await;
        let key = rgrid_shared::spec::Secret::new(&*self.key);
        rgrid_shared::client::Client::new(&url, Some(key)).unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let request = self.request(method, path).body(Body::from(body)).unwrap();
        self.app.send(request).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let bearer = format!("Bearer {}", self.key);
        Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", bearer)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, Vec::new()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, body.to_string().into()).await
    }

    /// The same with an `Idempotency-Key`.
    pub(crate) async fn post_once(&self, path: &str, body: Value, key: &str) -> Answer {
        let request = self.request(Method::POST, path);
        let request = request.header("idempotency-key", key);
        let body = Body::from(body.to_string());
        self.app.send(request.body(body).unwrap()).await
    }
}
