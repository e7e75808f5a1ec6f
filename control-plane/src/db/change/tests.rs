//! A look sees every change once, whenever its transaction ends.

use rgrid_shared::id::{AccountId, JobId};
use sqlx::PgPool;

use super::{Cursor, look, now};
use crate::db::testing::{TestNode, account, new_jobs, submit};

/// The jobs that changed since `cursor`, which moves on.
async fn changed(db: &PgPool, account: AccountId, cursor: &mut Cursor) -> Vec<JobId> {
    let mut conn = db.acquire().await.unwrap();
    let look = look(&mut conn, account, cursor).await.unwrap().unwrap();
    *cursor = look.cursor;
    look.jobs
}

#[sqlx::test]
async fn each_change_of_a_job_is_seen_once(db: PgPool) {
    let ada = account(&db, 10).await;
    let mut cursor = now(&mut db.acquire().await.unwrap()).await.unwrap();
    assert_eq!(changed(&db, ada, &mut cursor).await, []);
    let jobs = submit(&db, ada, None, &new_jobs(3)).await;
    assert_eq!(changed(&db, ada, &mut cursor).await, jobs);
    assert_eq!(changed(&db, ada, &mut cursor).await, []);
    let node = TestNode::new(&db).await;
    let claimed = node.claim_one().await;
    assert_eq!(changed(&db, ada, &mut cursor).await, [claimed.job]);
    node.succeed(claimed.attempt).await;
    assert_eq!(changed(&db, ada, &mut cursor).await, [claimed.job]);
    assert_eq!(changed(&db, ada, &mut cursor).await, []);
}

/// R-C2.
#[sqlx::test]
async fn another_accounts_changes_are_not_seen(db: PgPool) {
    let (ada, eve) = (account(&db, 10).await, account(&db, 10).await);
    let mut cursor = now(&mut db.acquire().await.unwrap()).await.unwrap();
    submit(&db, ada, None, &new_jobs(1)).await;
    let claimed = TestNode::new(&db).await.claim_one().await;
    assert_eq!(changed(&db, eve, &mut cursor.clone()).await, []);
    assert_eq!(changed(&db, ada, &mut cursor).await, [claimed.job]);
}

/// A time or a number would be passed by others that end sooner.
#[sqlx::test]
async fn a_change_whose_transaction_ends_late_is_seen_then(db: PgPool) {
    let ada = account(&db, 10).await;
    let mut cursor = now(&mut db.acquire().await.unwrap()).await.unwrap();
    let slow = submit(&db, ada, None, &new_jobs(1)).await;
    changed(&db, ada, &mut cursor).await;
    let mut tx = db.begin().await.unwrap();
    let touch = "update queue set run_after = run_after where job_id = $1";
    let touched = sqlx::query(touch).bind(slow[0].uuid()).execute(&mut *tx);
    touched.await.unwrap();
    let fast = submit(&db, ada, None, &new_jobs(1)).await;
    assert_eq!(changed(&db, ada, &mut cursor).await, fast);
    assert_eq!(changed(&db, ada, &mut cursor).await, []);
    tx.commit().await.unwrap();
    assert_eq!(changed(&db, ada, &mut cursor).await, slow);
    assert_eq!(changed(&db, ada, &mut cursor).await, []);
}

#[sqlx::test]
async fn a_cursor_of_long_ago_or_of_another_database_is_lost(db: PgPool) {
    let ada = account(&db, 10).await;
    let mut conn = db.acquire().await.unwrap();
    let cursor = now(&mut conn).await.unwrap();
    let ago = |minutes| Cursor {
        at: cursor.at - chrono::TimeDelta::minutes(minutes),
        snapshot: cursor.snapshot.clone(),
    };
    assert!(look(&mut conn, ada, &ago(9)).await.unwrap().is_some());
    assert!(look(&mut conn, ada, &ago(11)).await.unwrap().is_none());
    assert!(look(&mut conn, ada, &ago(-1)).await.unwrap().is_none());
    let snapshot = "999999999:999999999:".to_owned();
    let ahead = Cursor { snapshot, ..cursor };
    assert!(look(&mut conn, ada, &ahead).await.unwrap().is_none());
}

#[test]
fn a_cursor_is_read_as_it_is_written() {
    for text in ["0.1:1:", "1764099000000000.5:9:5,7", "1.5:9:5,5,8"] {
        let cursor: Cursor = text.parse().unwrap();
        assert_eq!(cursor.to_string(), text);
    }
}

#[test]
fn what_is_no_cursor_never_reaches_the_database() {
    let words = [
        "",
        "x",
        "1",
        "1.",
        ".1:1:",
        "1.1:1",
        "1.0:1:",
        "1.2:1:",
        "1.1:2:2",
        "1.1:5:4,3",
        "1.1:2:x",
        "1.-1:2:",
        "1.1:2:1:1",
        "99999999999999999999.1:1:",
        "-1.1:1:",
        "-8000000000000000000.1:1:",
        "1.1:5:2,,3",
        "1.1:5:2,",
        "1.9223372036854775807:9223372036854775807:",
        "1.99999999999999999999:1:",
        "1.1:2:'",
    ];
    for text in words {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
    let long = format!("1.1:9:{}", "1,".repeat(4 << 10));
    assert!(long.parse::<Cursor>().is_err());
}
