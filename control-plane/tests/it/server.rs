//! What the server does around every route.

use rgrid_shared::error::ErrorCode;
use sqlx::PgPool;

use crate::support::TestApp;

#[sqlx::test]
async fn a_living_server_answers_and_gives_each_answer_an_id(db: PgPool) {
    let answer = TestApp::new(db).stranger("").get("/healthz").await;
    assert_eq!(answer.status, 204);
    let id = answer.headers["x-request-id"].to_str().unwrap();
    assert!(id.starts_with("req_"), "{id}");
}

#[sqlx::test]
async fn an_unknown_route_is_told_in_the_one_error_format(db: PgPool) {
    let client = TestApp::new(db).stranger("");
    let answer = client.get("/v1/nothing").await;
    let error = answer.error(ErrorCode::ResourceNotFound);
    assert_eq!(error.message, "there is no route /v1/nothing");
    client
        .delete("/healthz")
        .await
        .error(ErrorCode::ResourceNotFound);
}

#[sqlx::test]
async fn without_its_database_a_server_lives_but_is_not_ready(db: PgPool) {
    let client = TestApp::new(db.clone()).stranger("");
    db.close().await;
    assert_eq!(client.get("/healthz").await.status, 204);
    let answer = client.get("/readyz").await;
    answer.error(ErrorCode::Unavailable);
    assert!(answer.headers.contains_key("retry-after"));
}

/// A body that breaks off, as after a network fault, is the field `body` and no fault of ours.
#[sqlx::test]
async fn a_body_that_breaks_off_is_refused(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let body =
        axum::body::Body::from_stream(futures_util::stream::iter([Err::<Vec<u8>, _>(broken)]));
    let request = client
        .request(axum::http::Method::POST, "/v1/jobs")
        .body(body);
    client.app.send(request.unwrap()).await.refuses("body");
}
