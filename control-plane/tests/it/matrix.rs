//! Every route against every kind of caller (R-C1, R-C2).

mod lists;

use std::time::{Duration, Instant};

use axum::http::Method;
use rgrid_control_plane::router;
use rgrid_shared::{
    error::ErrorCode,
    id::{BatchId, JobId, KeyId},
    wire::{keys::CreatedKey, submit::SubmittedBatch},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Answer, Client, TestApp, TestNode, batch};

/// Routes that anyone may use, and routes with tokens of their own.
const NOT_FOR_KEYS: [&str; 5] = [
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/v1/nodes/enrol",
    "/v1/nodes/connect",
];

/// Every route of the API that takes an API key, from its own description.
fn routes() -> Vec<(Method, String)> {
    let api = serde_json::to_value(router::openapi()).unwrap();
    let paths = api["paths"].as_object().unwrap().iter();
    let routes = paths.filter(|(path, _)| !NOT_FOR_KEYS.contains(&path.as_str()));
    let routes = routes.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys();
        methods.map(|method| (method.to_uppercase().parse().unwrap(), path.clone()))
    });
    routes.collect()
}

async fn ask(client: &Client, (method, path): &(Method, String), id: &str) -> Answer {
    let path = path.replace("{id}", id);
    client.send(method.clone(), &path, Vec::new()).await
}

#[test]
fn the_description_knows_the_routes() {
    assert!(routes().len() >= 21, "{:?}", routes());
}

/// R-C2: whoever adds a node gets every account's jobs, so only the operator may.
#[sqlx::test]
async fn only_the_operator_sees_or_adds_nodes(db: PgPool) {
    let app = TestApp::new(db.clone());
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    TestNode::new(&db).await;
    let nodes = routes()
        .into_iter()
        .filter(|(_, path)| path.starts_with("/v1/nodes"));
    for route in nodes {
        let refused = ask(&eve, &route, "").await;
        let error = refused.error(ErrorCode::Forbidden);
        let told = "only the operator of this server may see its nodes and add some";
        assert_eq!(error.message, told, "{route:?}");
        assert_eq!(error.details, serde_json::Value::Null, "{route:?}");
        let made = ada.send(route.0.clone(), &route.1, b"{}".to_vec()).await;
        assert!((200..300).contains(&made.status), "{route:?}");
    }
    let tokens: i64 = sqlx::query_scalar("select count(*) from enrol_tokens where used_at is null")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(tokens, 1, "a refused request made a token");
}

/// R-C1: without a valid key there is nothing to see.
#[sqlx::test]
async fn a_missing_malformed_unknown_or_revoked_key_is_refused_by_every_route(db: PgPool) {
    let app = TestApp::new(db);
    let client = app.client("ada").await;
    let made = client.post("/v1/keys", json!({"name": "dead"})).await;
    let made: CreatedKey = made.json(201);
    let revoked = app.stranger(made.secret.reveal());
    client.delete(&format!("/v1/keys/{}", made.key.id)).await;
    let began = Instant::now();
    while revoked.get("/v1/account").await.status != 401 {
        let late = began.elapsed() > Duration::from_secs(1);
        assert!(!late, "a revoked key still works");
    }
    let (unknown, _) = rgrid_control_plane::auth::generate(KeyId::new())
        .await
        .unwrap();
    let strangers = [
        app.stranger(""),
        app.stranger("rgk_nonsense"),
        app.stranger(unknown.reveal()),
        revoked,
    ];
    for route in routes() {
        for stranger in &strangers {
            let answer = ask(stranger, &route, &JobId::new().to_string()).await;
            assert_eq!(answer.status, 401, "{route:?} with {:?}", stranger.key);
            answer.error(ErrorCode::Unauthenticated);
        }
    }
}

/// R-C2: another account's things are not there, by any route.
#[sqlx::test]
async fn another_accounts_things_are_not_there(db: PgPool) {
    let app = TestApp::new(db);
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    let made: SubmittedBatch = ada.post("/v1/batches", batch(1, 1)).await.json(201);
    let (job, batch) = (made.jobs[0].to_string(), made.batch.id.to_string());
    for route in routes()
        .into_iter()
        .filter(|(_, path)| path.contains("{id}"))
    {
        let (theirs, none) = match route.1.split('/').nth(2) {
            Some("jobs") => (job.clone(), JobId::new().to_string()),
            Some("batches") => (batch.clone(), BatchId::new().to_string()),
            _ => (KeyId::new().to_string(), KeyId::new().to_string()),
        };
        let theirs_answer = ask(&eve, &route, &theirs).await;
        let none_answer = ask(&eve, &route, &none).await;
        let theirs_error = theirs_answer.error(ErrorCode::ResourceNotFound);
        let none_error = none_answer.error(ErrorCode::ResourceNotFound);
        let told = |text: &str, id: &str| text.replace(id, "ID");
        assert_eq!(
            told(&theirs_error.message, &theirs),
            told(&none_error.message, &none),
            "{route:?} tells what exists"
        );
        ask(&eve, &route, "nonsense")
            .await
            .error(ErrorCode::ResourceNotFound);
    }
}
