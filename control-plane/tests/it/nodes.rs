//! Machines become nodes, and are listed.

use axum::http::Method;
use rgrid_shared::{
    error::ErrorCode,
    wire::nodes::{EnrolToken, Enrolled, NodeList, NodeState},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::TestApp;

#[sqlx::test]
async fn a_machine_becomes_a_node_with_a_token_that_works_until_its_node_says_hello(db: PgPool) {
    let app = TestApp::new(db);
    let ada = app.client("ada").await;
    let made: EnrolToken = ada
        .post("/v1/nodes/enrol-tokens", json!({}))
        .await
        .json(201);
    let machine = app.stranger(made.token.reveal());
    let enrol = || machine.post("/v1/nodes/enrol", json!({"name": " worker 1 "}));
    let lost: Enrolled = enrol().await.json(201);
    let enrolled: Enrolled = enrol().await.json(201);
    assert_eq!(lost.node, enrolled.node, "a repeat made a second node");
    let list: NodeList = ada.get("/v1/nodes").await.json(200);
    assert_eq!(list.nodes.len(), 1);
    let node = &list.nodes[0];
    assert_eq!((node.id, node.name.as_str()), (enrolled.node, "worker 1"));
    assert_eq!((node.state, node.running), (NodeState::Away, 0));
    let text = ada.get("/v1/nodes").await.body;
    assert!(!String::from_utf8_lossy(&text).contains("rgn_"));
    sqlx::query("update nodes set last_seen_at = now()")
        .execute(&app.db)
        .await
        .unwrap();
    enrol().await.error(ErrorCode::Unauthenticated);
}

#[sqlx::test]
async fn no_key_enrols_and_no_enrol_token_reads(db: PgPool) {
    let app = TestApp::new(db);
    let ada = app.client("ada").await;
    let made: EnrolToken = ada
        .post("/v1/nodes/enrol-tokens", json!({}))
        .await
        .json(201);
    let enrol = ada.post("/v1/nodes/enrol", json!({"name": "x"})).await;
    enrol.error(ErrorCode::Unauthenticated);
    let machine = app.stranger(made.token.reveal());
    machine
        .get("/v1/nodes")
        .await
        .error(ErrorCode::Unauthenticated);
    machine
        .post("/v1/nodes/enrol", json!({"name": ""}))
        .await
        .refuses("name");
    let connect = machine
        .send(Method::GET, "/v1/nodes/connect", Vec::new())
        .await;
    connect.error(ErrorCode::Unauthenticated);
}

#[sqlx::test]
async fn a_node_that_does_not_ask_for_a_websocket_is_told_so(db: PgPool) {
    let app = TestApp::new(db);
    let token = rgrid_control_plane::enrol_token(&app.db).await.unwrap();
    let enrolled: Enrolled = app
        .stranger(token.reveal())
        .post("/v1/nodes/enrol", json!({"name": "n"}))
        .await
        .json(201);
    let node = app.stranger(enrolled.token.reveal());
    node.get("/v1/nodes/connect").await.refuses("Upgrade");
}

#[sqlx::test]
async fn an_enrol_token_that_is_asked_for_twice_is_shown_once(db: PgPool) {
    let app = TestApp::new(db);
    let ada = app.client("ada").await;
    let ask = || ada.post_once("/v1/nodes/enrol-tokens", json!({}), "once");
    ask().await.json::<EnrolToken>(201);
    ask().await.error(ErrorCode::Conflict);
}
