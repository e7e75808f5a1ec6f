//! `POST /v1/nodes/enrol-tokens`: makes a token that turns one machine into a node.

use axum::{extract::State, response::Response};
use rgrid_shared::{error::ErrorBody, wire::nodes::EnrolToken};
use serde::Deserialize;

use crate::{
    app::AppState,
    db,
    http::{auth::Operator, error::Error, idempotency::Once},
};

/// The request has nothing to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Makes an enrol token: good for one node, once, within the hour; only for the operator.
///
/// With an `Idempotency-Key`, a repeat is a conflict: the token is not kept to be shown again.
#[utoipa::path(
    post,
    path = "/v1/nodes/enrol-tokens",
    tag = "nodes",
    params(("Idempotency-Key" = Option<String>, Header, description = "At most 200 characters")),
    responses((status = 201, body = EnrolToken), (status = "default", body = ErrorBody))
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    Operator(caller): Operator,
    once: Once<Nothing>,
) -> Result<Response, Error> {
    let mut tx = state.db.begin().await?;
    if let Some(answer) = once.key.begin(&mut tx, caller.account).await? {
        return Ok(answer);
    }
    let token = db::node::make_enrol_token(&mut tx).await?;
    let answer = once
        .key
        .created_secret(&mut tx, caller.account, &token)
        .await?;
    tx.commit().await?;
    Ok(answer)
}
