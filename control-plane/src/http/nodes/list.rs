//! `GET /v1/nodes`: the machines that run jobs, whosever jobs they are.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, wire::nodes::NodeList};

use crate::{
    app::AppState,
    db,
    http::{auth::Operator, error::Error},
};

/// Every node, oldest first; only for the operator.
#[utoipa::path(
    get,
    path = "/v1/nodes",
    tag = "nodes",
    responses((status = 200, body = NodeList), (status = "default", body = ErrorBody))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _operator: Operator,
) -> Result<Json<NodeList>, Error> {
    let mut conn = state.db.acquire().await?;
    let nodes = db::node::list(&mut conn).await?;
    Ok(Json(NodeList { nodes }))
}
