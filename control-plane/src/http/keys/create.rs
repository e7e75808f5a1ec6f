//! `POST /v1/keys`: makes a key and shows it, once.

use axum::{extract::State, response::Response};
use rgrid_shared::{
    error::ErrorBody,
    id::KeyId,
    wire::keys::{CreateKey, CreatedKey},
};

use crate::{
    app::AppState,
    auth, db,
    http::{auth::Caller, error::Error, extract::label, idempotency::Once},
};

/// Makes an API key; this answer is the only place where it stands.
///
/// With an `Idempotency-Key`, a repeat is a conflict: the key was made, and it is not kept to be
/// shown again.
#[utoipa::path(
    post,
    path = "/v1/keys",
    tag = "keys",
    request_body = CreateKey,
    params(("Idempotency-Key" = Option<String>, Header, description = "At most 200 characters")),
    responses((status = 201, body = CreatedKey), (status = "default", body = ErrorBody))
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    once: Once<CreateKey>,
) -> Result<Response, Error> {
    let name = label("name", &once.body.name)?;
    let id = KeyId::new();
    let (secret, hash) = auth::generate(id).await?;
    let mut tx = state.db.begin().await?;
    if let Some(answer) = once.key.begin(&mut tx, caller.account).await? {
        return Ok(answer);
    }
    let key = db::key::create(&mut tx, caller.account, id, (name, &hash)).await?;
    let made = CreatedKey { key, secret };
    let answer = once.key.created_secret(&mut tx, caller.account, &made);
    let answer = answer.await?;
    tx.commit().await?;
    Ok(answer)
}
