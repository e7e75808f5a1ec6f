use axum::{Router, body::Body, middleware, routing::get};
use rgrid_shared::error::{ErrorBody, ErrorCode};
use tower::ServiceExt as _;

use super::around;

async fn word() {
    panic!("a word");
}

async fn sentence() {
    panic!("{} of several words", "a sentence");
}

async fn thing() {
    std::panic::panic_any(7);
}

/// A fault of ours in one request is told as one and ends no other.
#[tokio::test]
async fn a_panic_is_an_answer_that_tells_nothing_of_its_cause() {
    let routes = Router::new()
        .route("/word", get(word))
        .route("/sentence", get(sentence))
        .route("/thing", get(thing))
        .layer(middleware::from_fn(around));
    for path in ["/word", "/sentence", "/thing"] {
        let request = axum::http::Request::get(path).body(Body::empty()).unwrap();
        let answer = routes.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 500);
        let id = answer.headers()["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned();
        let body = axum::body::to_bytes(answer.into_body(), 10_000)
            .await
            .unwrap();
        let ErrorBody { error } = serde_json::from_slice(&body).unwrap();
        assert_eq!((error.code, error.request_id), (ErrorCode::Internal, id));
        assert_eq!(error.message, "the server failed");
    }
}
