//! Jobs are followed while they run (R-C6).

use rgrid_shared::{
    client::JobMessage,
    wire::{
        follow::JobEvent,
        logs::{LogCursor, Stream},
    },
};
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, spec};

/// A message in few words: a state, bytes, or the end.
pub(super) fn word(message: Option<JobMessage>) -> String {
    match message {
        None => "gone".to_owned(),
        Some(JobMessage::Event(JobEvent::State { job })) => job.state.to_string(),
        Some(JobMessage::Event(JobEvent::End { job, artifacts, .. })) => {
            format!("end {} {}", job.state, artifacts.len())
        }
        Some(JobMessage::Log(frame)) => {
            let text = String::from_utf8(frame.data.to_vec()).unwrap();
            format!("{}.{} {text}", frame.number, frame.pos)
        }
    }
}

/// R-C6: states and bytes come as they happen, and the end comes last.
#[sqlx::test]
async fn a_follower_sees_every_state_and_byte_and_then_the_end(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let id = client.submit(spec()).await.id;
    let api = client.connected().await;
    let mut follow = api.follow_job(id, LogCursor::default()).await.unwrap();
    assert_eq!(word(follow.next().await), "queued");
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    assert_eq!(word(follow.next().await), "running");
    node.log(&claimed, Stream::Stdout, 0, "one").await;
    assert_eq!(word(follow.next().await), "1.0 one");
    node.log(&claimed, Stream::Stderr, 3, "two").await;
    assert_eq!(word(follow.next().await), "1.3 two");
    node.exit(&claimed, 0).await;
    assert_eq!(word(follow.next().await), "succeeded");
    assert_eq!(word(follow.next().await), "end succeeded 0");
    assert_eq!(word(follow.next().await), "gone");
}

/// R-L10: who comes back with a cursor misses nothing and gets nothing twice.
#[sqlx::test]
async fn a_follower_resumes_at_its_cursor_even_after_the_end(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let id = client.submit(spec()).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "abcdef").await;
    node.exit(&claimed, 0).await;
    let api = client.connected().await;
    let from = LogCursor { attempt: 1, pos: 4 };
    let mut follow = api.follow_job(id, from).await.unwrap();
    assert_eq!(word(follow.next().await), "succeeded");
    assert_eq!(word(follow.next().await), "1.4 ef");
    assert_eq!(word(follow.next().await), "end succeeded 0");
}

#[sqlx::test]
async fn the_next_attempt_follows_on_the_last_byte_of_the_one_before(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let mut asked = spec();
    asked["retries"] = 1.into();
    let id = client.submit(asked).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "one").await;
    let api = client.connected().await;
    let mut follow = api.follow_job(id, LogCursor::default()).await.unwrap();
    assert_eq!(word(follow.next().await), "running");
    assert_eq!(word(follow.next().await), "1.0 one");
    node.exit(&claimed, 3).await;
    assert_eq!(word(follow.next().await), "queued");
    sqlx::query("update queue set run_after = now()")
        .execute(&db)
        .await
        .unwrap();
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "two").await;
    assert_eq!(word(follow.next().await), "running");
    assert_eq!(word(follow.next().await), "2.0 two");
}

#[sqlx::test]
async fn a_revoked_key_and_a_restart_end_the_following_without_an_end(db: PgPool) {
    let app = TestApp::new(db.clone());
    let client = app.client("ada").await;
    let id = client.submit(spec()).await.id;
    let api = client.connected().await;
    let mut one = api.follow_job(id, LogCursor::default()).await.unwrap();
    assert_eq!(word(one.next().await), "queued");
    sqlx::query("update api_keys set revoked_at = now()")
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(word(one.next().await), "gone");
    let other = app.client("ada").await.connected().await;
    let mut two = other.follow_job(id, LogCursor::default()).await.unwrap();
    assert_eq!(word(two.next().await), "queued");
    app.state.stopping.cancel();
    assert_eq!(word(two.next().await), "gone");
}

#[sqlx::test]
async fn an_ordinary_request_is_told_that_this_is_a_websocket(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let id = client.submit(spec()).await.id;
    client
        .get(&format!("/v1/jobs/{id}/follow"))
        .await
        .refuses("Upgrade");
    client
        .get(&format!("/v1/jobs/{id}/follow?pos=x"))
        .await
        .refuses("pos");
}
