//! Who a key belongs to.

use rgrid_shared::{error::ErrorCode, wire::keys::Account};
use sqlx::PgPool;

use crate::support::TestApp;

#[sqlx::test]
async fn a_key_tells_whose_it_is(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let account: Account = client.get("/v1/account").await.json(200);
    assert_eq!((account.id, account.name.as_str()), (client.account, "ada"));
}

#[sqlx::test]
async fn the_first_account_of_a_server_is_the_operators_and_no_other(db: PgPool) {
    let app = TestApp::new(db);
    for (name, operator) in [("ada", true), ("eve", false), ("ada", true)] {
        let account: Account = app.client(name).await.get("/v1/account").await.json(200);
        assert_eq!(account.operator, operator, "{name}");
    }
}

#[sqlx::test]
async fn bootstrapping_a_name_again_gives_another_key_of_the_same_account(db: PgPool) {
    let app = TestApp::new(db);
    let (one, two) = (app.client("ada").await, app.client("ada").await);
    assert_eq!(one.account, two.account);
    assert_ne!(one.key, two.key);
    assert_ne!(app.client("eve").await.account, one.account);
}

#[sqlx::test]
async fn a_request_without_a_key_is_told_how_to_get_one(db: PgPool) {
    let app = TestApp::new(db);
    let request = axum::http::Request::get("/v1/account");
    let answer = app
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await;
    let error = answer.error(ErrorCode::Unauthenticated);
    assert!(error.hint.unwrap().contains("rgrid keys create"));
}
