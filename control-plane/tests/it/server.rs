use axum::{
    body::{Body, to_bytes},
    http::{Request, Response},
};
use rgrid_shared::error::{ErrorBody, ErrorCode};
use sqlx::PgPool;
use tower::ServiceExt as _;

use crate::support;

async fn get(db: PgPool, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    support::app(db).oneshot(request).await.unwrap()
}

async fn error_of(response: Response<Body>) -> ErrorBody {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[sqlx::test]
async fn a_living_server_answers_and_gives_each_answer_an_id(db: PgPool) {
    let response = get(db, "/healthz").await;
    assert_eq!(response.status(), 204);
    let id = response.headers()["x-request-id"].to_str().unwrap();
    assert!(id.starts_with("req_"), "{id}");
}

#[sqlx::test]
async fn an_unknown_route_is_told_in_the_one_error_format(db: PgPool) {
    let response = get(db, "/v1/nothing").await;
    assert_eq!(response.status(), 404);
    let id = response.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let body = error_of(response).await;
    assert_eq!(body.error.code, ErrorCode::ResourceNotFound);
    assert_eq!(body.error.request_id, id);
}

#[sqlx::test]
async fn without_its_database_a_server_lives_but_is_not_ready(db: PgPool) {
    db.close().await;
    assert_eq!(get(db.clone(), "/healthz").await.status(), 204);
    let response = get(db, "/readyz").await;
    assert_eq!(response.status(), 503);
    assert!(response.headers().contains_key("retry-after"));
    assert_eq!(error_of(response).await.error.code, ErrorCode::Unavailable);
}
