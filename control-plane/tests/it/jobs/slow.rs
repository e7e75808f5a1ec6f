//! Followers that take nothing do not hold the server up.

use std::time::{Duration, Instant};

use rgrid_shared::{client::JobFollow, wire::logs::LogCursor};
use sqlx::PgPool;

use crate::support::{Client, TestApp, TestNode, spec};

/// Follows a job with more log bytes than any socket holds, and reads none of them.
async fn blocked(client: &Client) -> JobFollow {
    let id = client.submit(spec()).await.id;
    let claimed = TestNode::new(&client.app.db).await.claim().await;
    sqlx::query(
        "insert into log_chunks (job_id, attempt_number, pos, stream, data)
         select $1, 1, n * 262144, 1, convert_to(repeat('x', 262144), 'utf8') from generate_series(0, 160) n",
    )
    .bind(claimed.job.uuid())
    .execute(&client.app.db)
    .await
    .unwrap();
    let api = client.connected().await;
    let follow = api.follow_job(id, LogCursor::default()).await.unwrap();
    while client.app.state.tasks.is_empty() {
        tokio::task::yield_now().await;
    }
    follow
}

/// Waits until the server has let the follower go; it must not take half a minute.
async fn is_let_go(client: &Client) {
    let began = Instant::now();
    while !client.app.state.tasks.is_empty() {
        assert!(began.elapsed() < Duration::from_secs(15), "still held");
        tokio::task::yield_now().await;
    }
}

#[sqlx::test]
async fn a_revoked_key_ends_the_following_of_a_client_that_takes_nothing(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let _follow = blocked(&client).await;
    sqlx::query("update api_keys set revoked_at = now()")
        .execute(&db)
        .await
        .unwrap();
    is_let_go(&client).await;
}

#[sqlx::test]
async fn a_stop_does_not_wait_for_a_client_that_takes_nothing(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let _follow = blocked(&client).await;
    client.app.state.stopping.cancel();
    is_let_go(&client).await;
}
