//! `Idempotency-Key`: a request that is sent twice is done once, and answered twice alike.
//!
//! The key is claimed in the transaction of the work and the answer is stored in it too, so there is
//! no moment in which the one is there without the other. Only successes are stored: a request that
//! failed changed nothing and may be sent again.

mod key;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use rgrid_shared::{
    digest::{Digest, Hasher},
    error::{ApiError, ErrorCode},
    id::AccountId,
};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use key::is_key;
use key::key_of;

use super::{error::Error, extract};
use crate::db::{
    Connection,
    idempotency::{self, Claim},
};

/// Stored in place of an answer that holds a secret: no secret stands in the database.
const SHOWN_ONCE: u16 = StatusCode::CONFLICT.as_u16();

/// The JSON body of a request that makes something, and the means to do it only once.
pub struct Once<T> {
    /// The body.
    pub body: T,
    /// The request's own idempotency.
    pub key: OnceKey,
}

/// A request's idempotency key, if it has one, and what it was sent with.
pub struct OnceKey(Option<(String, Digest)>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Once<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let key = key_of(request.headers())?;
        let mut hasher = Hasher::default();
        hasher.update(request.uri().path().as_bytes());
        hasher.update(b"\n");
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| extract::unread(&rejection))?;
        let key = key.map(|key| {
            hasher.update(&bytes);
            (key, hasher.finish().0)
        });
        let body = extract::parse(&bytes)?;
        Ok(Self {
            body,
            key: OnceKey(key),
        })
    }
}

impl OnceKey {
    /// Claims the key in the transaction of the work; the stored answer, when the work was done before.
    ///
    /// # Errors
    /// `CONFLICT` when the key belongs to another request.
    pub async fn begin(
        &self,
        conn: &mut Connection,
        account: AccountId,
    ) -> Result<Option<Response>, Error> {
        let Some((key, request)) = &self.0 else {
            return Ok(None);
        };
        match idempotency::claim(conn, account, key, request).await? {
            Claim::First => Ok(None),
            Claim::Answered(SHOWN_ONCE, _) => Err(conflict(
                "the first request with this Idempotency-Key made it, and its secret is shown once",
            )),
            Claim::Answered(status, body) => Ok(Some(json(status, body))),
            Claim::Other => Err(conflict("the Idempotency-Key was used for another request")),
        }
    }

    /// The answer 201 with a `value` that holds a secret: repeats get a conflict in its place.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn created_secret<T: Serialize>(
        &self,
        conn: &mut Connection,
        account: AccountId,
        value: &T,
    ) -> Result<Response, Error> {
        if let Some((key, _)) = &self.0 {
            idempotency::answer(conn, account, key, (SHOWN_ONCE, &[])).await?;
        }
        Ok(json(StatusCode::CREATED.as_u16(), encode(value)?))
    }

    /// The answer 201 with `value`, stored for repeats in the transaction of the work.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn created<T: Serialize>(
        &self,
        conn: &mut Connection,
        account: AccountId,
        value: &T,
    ) -> Result<Response, Error> {
        let status = StatusCode::CREATED.as_u16();
        let body = encode(value)?;
        if let Some((key, _)) = &self.0 {
            idempotency::answer(conn, account, key, (status, &body)).await?;
        }
        Ok(json(status, body))
    }
}

fn conflict(message: &str) -> Error {
    ApiError::new(ErrorCode::Conflict, message)
        .hinted("send a new Idempotency-Key with a new request")
        .into()
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|error| Error::Internal(error.to_string()))
}

fn json(status: u16, body: Vec<u8>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}
