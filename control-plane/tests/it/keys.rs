//! API keys made, listed and revoked.

use rgrid_shared::{
    error::ErrorCode,
    id::KeyId,
    wire::keys::{CreatedKey, KeyList},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::TestApp;

#[sqlx::test]
async fn a_made_key_works_is_listed_without_its_secret_and_dies_when_revoked(db: PgPool) {
    let app = TestApp::new(db);
    let client = app.client("ada").await;
    let made: CreatedKey = client
        .post("/v1/keys", json!({"name": " ci "}))
        .await
        .json(201);
    let other = app.stranger(made.secret.reveal());
    let answer = other.get("/v1/keys").await;
    assert!(!String::from_utf8_lossy(&answer.body).contains("rgk_"));
    let list: KeyList = answer.json(200);
    let names: Vec<_> = list.keys.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(names, ["ci", "ada"]);
    let path = format!("/v1/keys/{}", made.key.id);
    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(client.delete(&path).await.status, 204, "twice is no error");
    let list: KeyList = client.get("/v1/keys").await.json(200);
    assert!(list.keys[0].revoked_at.is_some());
}

#[sqlx::test]
async fn a_key_of_another_account_is_not_there(db: PgPool) {
    let app = TestApp::new(db);
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    let list: KeyList = ada.get("/v1/keys").await.json(200);
    let theirs = eve.delete(&format!("/v1/keys/{}", list.keys[0].id)).await;
    let none = eve.delete(&format!("/v1/keys/{}", KeyId::new())).await;
    theirs.error(ErrorCode::ResourceNotFound);
    none.error(ErrorCode::ResourceNotFound);
    assert_eq!(ada.get("/v1/account").await.status, 200);
}

#[sqlx::test]
async fn a_key_needs_a_name_of_sane_length(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    for name in ["", "  ", "a\nb", &"x".repeat(101)] {
        client
            .post("/v1/keys", json!({"name": name}))
            .await
            .refuses("name");
    }
    client.post("/v1/keys", json!({})).await.refuses("body");
    client
        .post("/v1/keys", json!({"nam": "x"}))
        .await
        .refuses("nam");
    client
        .post("/v1/keys", json!({"name": 7}))
        .await
        .refuses("name");
}
