mod busy;

use std::time::{Duration, Instant};

use rgrid_shared::{id::KeyId, spec::Secret};
use sqlx::PgPool;

use super::{AuthError, Keys, generate};
use crate::db;

async fn account_with_key(db: &PgPool) -> (super::Caller, Secret) {
    let mut conn = db.acquire().await.unwrap();
    let account = db::account::create(&mut conn, "test").await.unwrap();
    let key = KeyId::new();
    let (text, hash) = generate(key).await.unwrap();
    db::key::create(&mut conn, account, key, ("k", &hash))
        .await
        .unwrap();
    let caller = super::Caller {
        account,
        key,
        operator: true,
    };
    (caller, text)
}

#[sqlx::test]
async fn a_key_opens_its_own_account(db: PgPool) {
    let (caller, text) = account_with_key(&db).await;
    let keys = Keys::default();
    assert_eq!(keys.verify(&db, text.reveal()).await.unwrap(), caller);
}

#[sqlx::test]
async fn a_verified_key_costs_no_second_hash(db: PgPool) {
    let (_, text) = account_with_key(&db).await;
    let keys = Keys::default();
    keys.verify(&db, text.reveal()).await.unwrap();
    let started = Instant::now();
    for _ in 0..100 {
        keys.verify(&db, text.reveal()).await.unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[sqlx::test]
async fn a_malformed_key_is_refused_before_the_database_is_asked(db: PgPool) {
    db.close().await;
    let refused = Keys::default().verify(&db, "rgk_x").await.unwrap_err();
    assert!(matches!(refused, AuthError::Malformed(_)), "{refused}");
}

#[sqlx::test]
async fn a_key_with_another_secret_is_wrong(db: PgPool) {
    let (caller, _) = account_with_key(&db).await;
    let (forged, _) = generate(caller.key).await.unwrap();
    let refused = Keys::default().verify(&db, forged.reveal()).await;
    assert!(matches!(refused.unwrap_err(), AuthError::Wrong));
}

/// R-C1: a revocation is effective in less than a second.
#[sqlx::test]
async fn a_revoked_key_opens_nothing_within_a_second(db: PgPool) {
    let (caller, text) = account_with_key(&db).await;
    let keys = Keys::default();
    keys.verify(&db, text.reveal()).await.unwrap();
    db::key::revoke(&db, caller.account, caller.key)
        .await
        .unwrap();
    let revoked = Instant::now();
    while keys.verify(&db, text.reveal()).await.is_ok() {
        assert!(revoked.elapsed() < Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
}

#[sqlx::test]
async fn the_database_holds_nothing_that_opens_an_account(db: PgPool) {
    let (caller, text) = account_with_key(&db).await;
    let stored = db::key::find(&db, caller.key).await.unwrap().unwrap();
    let secret = super::ApiKey::parse(text.reveal())
        .unwrap()
        .secret()
        .to_owned();
    assert!(stored.secret_hash.starts_with("$2b$10$"));
    assert!(!stored.secret_hash.contains(&secret));
}
