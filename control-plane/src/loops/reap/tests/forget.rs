//! What nobody will ask for again is forgotten, and a fault does not end the reaping.

use sqlx::PgPool;

use super::super::*;
use crate::db::testing::{TestNode, account, let_leases_run_out, new_jobs, states, submit};

/// An answer is kept for repeats, and a token for its hour; after a day both only fill the disk.
#[sqlx::test]
async fn idempotency_keys_and_enrol_tokens_are_forgotten_after_a_day_and_not_before(db: PgPool) {
    let me = account(&db, 10).await;
    let mut conn = db.acquire().await.unwrap();
    for (key, hours) in [("old", 25), ("young", 23)] {
        sqlx::query(
            "insert into idempotency_keys (account_id, key, request_hash, status, body, created_at)
             values ($1, $2, '', 201, '', now() - make_interval(hours => $3))",
        )
        .bind(me.uuid())
        .bind(key)
        .bind(hours)
        .execute(&mut *conn)
        .await
        .unwrap();
        sqlx::query("insert into enrol_tokens (token_hash, expires_at) values ($1, now() - make_interval(hours => $2))")
            .bind(key.as_bytes())
            .bind(hours)
            .execute(&mut *conn)
            .await
            .unwrap();
    }
    assert_eq!(tick(&db).await.unwrap().forgotten, 2);
    let left: Vec<String> = sqlx::query_scalar(
        "select key from idempotency_keys union all select convert_from(token_hash, 'utf8') from enrol_tokens",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    assert_eq!(left, ["young", "young"]);
    assert_eq!(tick(&db).await.unwrap(), Reaped::default());
}

/// A database that fails does not end the reaping, and the end of the process does.
#[sqlx::test]
async fn the_reaper_goes_on_after_a_fault_until_it_is_told_to_stop(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    TestNode::new(&db).await.claim(1).await;
    sqlx::query("alter table idempotency_keys rename to away")
        .execute(&db)
        .await
        .unwrap();
    let_leases_run_out(&db).await;
    let stopping = CancellationToken::new();
    let reaper = tokio::spawn(run(db.clone(), stopping.clone()));
    let queued = async {
        while states(&db).await != [0, 0, 1, 0] {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), queued)
        .await
        .expect("the lease is given up although forgetting fails");
    sqlx::query("alter table away rename to idempotency_keys")
        .execute(&db)
        .await
        .unwrap();
    sqlx::query(
        "insert into enrol_tokens (token_hash, expires_at) values ('', now() - interval '2 d')",
    )
    .execute(&db)
    .await
    .unwrap();
    let forgotten = async {
        let left = "select count(*) from enrol_tokens where token_hash = ''";
        while sqlx::query_scalar::<_, i64>(left)
            .fetch_one(&db)
            .await
            .unwrap()
            > 0
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), forgotten)
        .await
        .expect("it goes on after a fault");
    stopping.cancel();
    reaper.await.unwrap();
}
