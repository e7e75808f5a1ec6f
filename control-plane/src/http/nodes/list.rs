//! `GET /v1/nodes`: the machines that run jobs, for every account.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, wire::nodes::NodeList};

use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error},
};

/// Every node, oldest first.
#[utoipa::path(
    get,
    path = "/v1/nodes",
    tag = "nodes",
    responses((status = 200, body = NodeList), (status = "default", body = ErrorBody))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _caller: Caller,
) -> Result<Json<NodeList>, Error> {
    let mut conn = state.db.acquire().await?;
    let nodes = db::node::list(&mut conn).await?;
    Ok(Json(NodeList { nodes }))
}
