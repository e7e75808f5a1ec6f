use sqlx::PgPool;

use super::get;
use crate::db::testing::{TestNode, account, new_jobs, submit};

/// Words that a newer version wrote are an error to this one, never another meaning.
#[sqlx::test]
async fn a_word_that_this_version_does_not_know_is_an_error(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    let outcome = rgrid_shared::job::Outcome::Exited { code: 3 };
    node.end(attempt, outcome).await;
    assert!(get(&db, me, job).await.unwrap().is_some());
    sqlx::query("update results set reason = 'boredom'")
        .execute(&db)
        .await
        .unwrap();
    let error = get(&db, me, job).await.unwrap_err();
    assert!(error.to_string().contains("boredom"), "{error}");
}
