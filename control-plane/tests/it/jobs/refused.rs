//! Submissions that are refused, and how it is told (R-C3).

use data_encoding::BASE64;
use rgrid_shared::{
    error::ErrorCode,
    limits::{MAX_BODY_BYTES, MAX_INLINE_BLOB_BYTES},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{TestApp, input, spec};

fn with(field: &str, value: Value) -> Value {
    let mut spec = spec();
    spec[field] = value;
    json!({"spec": spec})
}

/// R-C3: one clear error per field.
#[sqlx::test]
async fn each_wrong_field_is_named(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let huge = json!({"path": "a", "digest": "0".repeat(64), "size": 6_u64 << 30});
    let wrong = [
        (json!({}), "body"),
        (json!({"spec": spec(), "more": 1}), "more"),
        (with("runtime", json!("cobol")), "spec.runtime"),
        (with("command", json!([])), "spec.command"),
        (with("args", json!(["\0"])), "spec.args"),
        (with("args", json!([1])), "spec.args[0]"),
        (with("env", json!({"A=": "x"})), "spec.env"),
        (with("timeout_s", json!(0)), "spec.timeout_s"),
        (with("retries", json!(-1)), "spec.retries"),
        (
            with("resources", json!({"cpu_millis": 1})),
            "spec.resources.cpu_millis",
        ),
        (
            with("inputs", json!([input("../a", b"")])),
            "spec.inputs[0].path",
        ),
        (
            with("inputs", json!([input("a", b""), input("a", b"")])),
            "spec.inputs[1].path",
        ),
        (with("inputs", json!([huge])), "spec.inputs[0].size"),
        (with("metadata", json!({"": "x"})), "spec.metadata"),
        (with("comand", json!([])), "spec.comand"),
    ];
    for (body, field) in wrong {
        client.post("/v1/jobs", body).await.refuses(field);
    }
    let list: Value = client.get("/v1/jobs").await.json(200);
    assert_eq!(list["jobs"], json!([]), "nothing was made");
}

#[sqlx::test]
async fn a_body_that_is_no_json_is_told_where_it_breaks(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let answer = client.send(
        axum::http::Method::POST,
        "/v1/jobs",
        b"{\"spec\" 1".to_vec(),
    );
    let error = answer.await.refuses("body");
    assert!(error.message.contains("line 1"), "{error}");
}

#[sqlx::test]
async fn scenario_33_what_is_too_large_is_413_and_named(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let bytes = vec![7; MAX_INLINE_BLOB_BYTES + 1];
    let mut body = with("inputs", json!([input("a", &bytes)]));
    body["inline"] = json!([BASE64.encode(&bytes)]);
    let error = client.post("/v1/jobs", body).await;
    let error = error.error(ErrorCode::PayloadTooLarge);
    assert_eq!(error.details["fields"][0]["field"], "inline[0]");
    let long = vec![b' '; MAX_BODY_BYTES + 1];
    let answer = client
        .send(axum::http::Method::POST, "/v1/jobs", long)
        .await;
    let error = answer.error(ErrorCode::PayloadTooLarge);
    assert!(error.message.contains("body"), "{error}");
}

/// R-C3: whatever is far too large or too deep is refused by its name, and the server goes on.
#[sqlx::test]
async fn scenario_33_a_huge_script_environment_metadata_or_depth_is_refused(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let post = |body: Vec<u8>| client.send(axum::http::Method::POST, "/v1/jobs", body);
    let mut script = with("command", json!(["bash", "-c", "x".repeat(50 << 20)]));
    let error = post(script.to_string().into()).await;
    error.error(ErrorCode::PayloadTooLarge);
    script = with("args", json!(["x".repeat(2 << 20)]));
    client
        .post("/v1/jobs", script)
        .await
        .refuses("spec.command");
    let env: serde_json::Map<_, _> = (0..10_000)
        .map(|at| (format!("V{at}"), json!("x")))
        .collect();
    let env = with("env", Value::Object(env));
    client.post("/v1/jobs", env).await.refuses("spec.env");
    let metadata = with("metadata", json!({"note": "x".repeat(1 << 20)}));
    client
        .post("/v1/jobs", metadata)
        .await
        .refuses("spec.metadata");
    let deep = [b"[".repeat(1 << 20), b"]".repeat(1 << 20)].concat();
    for path in ["", r#"{"spec":"#, r#"{"spec":{"metadata":"#] {
        let answer = post([path.as_bytes(), &deep].concat()).await;
        answer.error(ErrorCode::ValidationError);
    }
    assert_eq!(client.get("/healthz").await.status, 204);
}

#[sqlx::test]
async fn bytes_that_ride_along_must_be_those_of_an_input(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut body = with("inputs", json!([input("a", b"a")]));
    body["inline"] = json!([BASE64.encode(b"b")]);
    client.post("/v1/jobs", body).await.refuses("inline[0]");
}
