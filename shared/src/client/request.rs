//! How a call is made: bearer, body, repeat, and the error in the answer.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Client, ClientError, error::innermost};
use crate::error::{ApiError, ErrorBody, ErrorCode};

/// Waits between the tries of a call that may be repeated.
const WAITS_MS: [u64; 4] = [100, 400, 1_000, 2_000];

impl Client {
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &impl Serialize,
    ) -> Result<T, ClientError> {
        let query = serde_json::to_value(query).unwrap_or_default();
        let pairs: Vec<(String, String)> = query
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect();
        self.call(Method::GET, path, |request| request.query(&pairs))
            .await
    }

    /// A POST that makes something: its idempotency key makes a repeat harmless.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let key = Uuid::now_v7().to_string();
        self.post_once(&key, path, body).await
    }

    /// The same under a key that the caller knows.
    pub(super) async fn post_once<T: DeserializeOwned>(
        &self,
        key: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        self.call(Method::POST, path, |request| {
            request.header("idempotency-key", key).json(body)
        })
        .await
    }

    pub(super) async fn delete(&self, path: &str) -> Result<(), ClientError> {
        self.send(Method::DELETE, path, |request| request)
            .await
            .map(drop)
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        fill: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<T, ClientError> {
        let answer = self.send(method, path, fill).await?;
        serde_json::from_slice(&answer).map_err(|error| ClientError::Strange {
            url: format!("{}{path}", self.base),
            cause: error.to_string(),
        })
    }

    /// The whole answer: one that is cut short is asked for again, as one that never began.
    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        fill: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Bytes, ClientError> {
        let mut waits = WAITS_MS.into_iter();
        loop {
            match self.send_once(method.clone(), path, &fill).await {
                Err(error) if error.is_transient() && !error.is_refused() => match waits.next() {
                    Some(wait) => tokio::time::sleep(Duration::from_millis(wait)).await,
                    None => return Err(error),
                },
                done => return done,
            }
        }
    }

    async fn send_once(
        &self,
        method: Method,
        path: &str,
        fill: &impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Bytes, ClientError> {
        let url = format!("{}{path}", self.base);
        let mut request = fill(self.http.to(&url)?.request(method, &url));
        if let Some(key) = &self.key {
            request = request.bearer_auth(key.reveal());
        }
        let sent = request.send().await;
        let response = sent.map_err(|error| ClientError::transport(&self.base, &error))?;
        let status = response.status();
        let body = response.bytes().await;
        if !status.is_success() {
            let error = api_error(status, &body.unwrap_or_default());
            return Err(ClientError::Api(Box::new(error)));
        }
        body.map_err(|error| ClientError::Unreachable {
            url: self.base.clone(),
            cause: innermost(&error),
        })
    }
}

/// The error in an answer; something that is not ours (a proxy's page) becomes one with the status.
pub(super) fn api_error(status: StatusCode, body: &[u8]) -> ApiError {
    if let Ok(body) = serde_json::from_slice::<ErrorBody>(body) {
        return body.error;
    }
    let code = match status.as_u16() {
        401 => ErrorCode::Unauthenticated,
        403 => ErrorCode::Forbidden,
        404 => ErrorCode::ResourceNotFound,
        413 => ErrorCode::PayloadTooLarge,
        429 => ErrorCode::RateLimitExceeded,
        502..=504 => ErrorCode::Unavailable,
        _ => ErrorCode::Internal,
    };
    ApiError::new(code, format!("the server answered {status}"))
}

/// A JSON scalar as it stands in a query.
fn plain(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
