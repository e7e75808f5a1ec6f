//! Many keys and many requests at once.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use rgrid_shared::{
    digest::Digest,
    id::{AccountId, KeyId},
};
use sqlx::PgPool;

use super::account_with_key;
use crate::{
    auth::{AuthError, Caller, Keys, cache::Cache, generate},
    db,
};

/// Wrong keys cannot take every core, also not from a client that hangs up at once.
#[sqlx::test]
async fn a_client_that_hangs_up_gives_no_other_its_hasher(db: PgPool) {
    let (caller, _) = account_with_key(&db).await;
    let (forged, _) = generate(caller.key).await.unwrap();
    let keys = Keys::default();
    let free = || keys.hashers.0.available_permits();
    let taken = async {
        while free() == 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = taken => {}
        done = keys.verify(&db, forged.reveal()) => panic!("{done:?}"),
    }
    assert_eq!(free(), 1, "hanging up gave the hasher back");
    let began = Instant::now();
    while free() < 2 {
        assert!(began.elapsed() < Duration::from_secs(30));
        tokio::task::yield_now().await;
    }
}

#[sqlx::test]
async fn a_key_that_does_not_exist_waits_for_no_hasher(db: PgPool) {
    let keys = Keys::default();
    let _all = keys.hashers.0.acquire_many(2).await.unwrap();
    let (unknown, _) = generate(KeyId::new()).await.unwrap();
    let refused = keys.verify(&db, unknown.reveal());
    let refused = tokio::time::timeout(Duration::from_secs(10), refused).await;
    let refused = refused.expect("it waits for a hasher");
    assert!(matches!(refused.unwrap_err(), AuthError::Wrong));
}

/// Many keys: the cache forgets all, and each is verified anew.
#[test]
fn a_full_cache_forgets_and_goes_on() {
    let cache = Cache::default();
    let caller = Caller {
        account: AccountId::new(),
        key: KeyId::new(),
        operator: false,
    };
    let name = |at: u32| Digest::of(&at.to_be_bytes());
    for at in 0..=10_000 {
        cache.remember(name(at), caller, Instant::now());
    }
    assert!(cache.find(&name(0)).is_none());
    assert!(cache.find(&name(10_000)).is_some());
}

/// Those that waited for a hasher find that another has verified their key.
#[sqlx::test]
async fn many_first_requests_with_one_key_are_all_let_in(db: PgPool) {
    let (caller, text) = account_with_key(&db).await;
    let keys = Keys::default();
    let asked = (0..8).map(|_| keys.verify(&db, text.reveal()));
    for answer in join_all(asked).await {
        assert_eq!(answer.unwrap(), caller);
    }
}

/// What a key opens is decided when its turn has come, not when it began to wait.
#[sqlx::test]
async fn a_key_that_is_revoked_while_it_waits_for_a_hasher_opens_nothing(db: PgPool) {
    let (caller, text) = account_with_key(&db).await;
    let keys = Keys::default();
    let all = keys.hashers.0.acquire_many(2).await.unwrap();
    let mut waiting = Box::pin(keys.verify(&db, text.reveal()));
    let early = tokio::time::timeout(Duration::from_millis(300), &mut waiting).await;
    assert!(early.is_err(), "there was no hasher: {early:?}");
    db::key::revoke(&db, caller.account, caller.key)
        .await
        .unwrap();
    drop(all);
    let refused = waiting.await.unwrap_err();
    assert!(matches!(refused, AuthError::Revoked), "{refused}");
}
