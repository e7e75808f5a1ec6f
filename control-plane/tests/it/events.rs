//! Everything of an account is followed at once, over a real socket.

use rgrid_shared::wire::submit::SubmittedBatch;
use rgrid_shared::{client::AccountFollow, error::ErrorCode, wire::events::AccountEvent};
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, batch, spec};

/// The greeting.
async fn hello(follow: &mut AccountFollow) -> (String, bool) {
    match follow.next().await {
        Some(AccountEvent::Hello { cursor, resumed }) => (cursor, resumed),
        other => panic!("{other:?}"),
    }
}

/// The next jobs that changed, as words, and the cursor after them.
async fn changed(follow: &mut AccountFollow) -> (Vec<String>, String) {
    loop {
        match follow.next().await {
            Some(AccountEvent::Changed { jobs, cursor, .. }) => {
                let words = jobs.iter().map(|job| format!("{} {}", job.id, job.state));
                return (words.collect(), cursor);
            }
            Some(AccountEvent::Nodes { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[sqlx::test]
async fn a_job_is_told_of_as_it_lives(db: PgPool) {
    let ada = TestApp::new(db.clone()).client("ada").await;
    let mut follow = ada.connected().await.follow_account(None).await.unwrap();
    assert!(!hello(&mut follow).await.1);
    let job = ada.submit(spec()).await.id;
    assert_eq!(changed(&mut follow).await.0, [format!("{job} queued")]);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    assert_eq!(changed(&mut follow).await.0, [format!("{job} running")]);
    node.exit(&claimed, 0).await;
    assert_eq!(changed(&mut follow).await.0, [format!("{job} succeeded")]);
}

/// R-T1: reconnects by itself, and misses nothing meanwhile.
#[sqlx::test]
async fn what_happened_between_two_connections_comes_with_the_second(db: PgPool) {
    let ada = TestApp::new(db.clone()).client("ada").await;
    let api = ada.connected().await;
    let mut follow = api.follow_account(None).await.unwrap();
    hello(&mut follow).await;
    let old = ada.submit(spec()).await.id;
    let (told, cursor) = changed(&mut follow).await;
    assert_eq!(told, [format!("{old} queued")]);
    drop(follow);
    let new = ada.submit(spec()).await.id;
    let mut again = api.follow_account(Some(&cursor)).await.unwrap();
    assert_eq!(hello(&mut again).await, (cursor, true));
    assert_eq!(changed(&mut again).await.0, [format!("{new} queued")]);
}

#[sqlx::test]
async fn a_batch_comes_with_its_jobs(db: PgPool) {
    let ada = TestApp::new(db.clone()).client("ada").await;
    let mut follow = ada.connected().await.follow_account(None).await.unwrap();
    hello(&mut follow).await;
    let made: SubmittedBatch = ada.post("/v1/batches", batch(1_100, 1)).await.json(201);
    let mut seen = Vec::new();
    let mut cursors = Vec::new();
    while seen.len() < 1_100 {
        match follow.next().await {
            Some(AccountEvent::Changed {
                cursor,
                jobs,
                batches,
            }) => {
                assert_eq!(batches, std::slice::from_ref(&made.batch));
                seen.extend(jobs.into_iter().map(|job| job.index.unwrap()));
                cursors.push(cursor);
            }
            Some(AccountEvent::Nodes { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, (0..1_100).collect::<Vec<_>>());
    // Only the last of the messages moves the cursor, so one that breaks off in the middle loses nothing.
    assert_eq!(cursors.len(), 3);
    assert_eq!(cursors[0], cursors[1]);
    assert_ne!(cursors[1], cursors[2]);
}

/// R-C2.
#[sqlx::test]
async fn nobody_is_told_of_another_accounts_jobs_or_of_nodes(db: PgPool) {
    let app = TestApp::new(db.clone());
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    TestNode::new(&db).await;
    let mut operator = ada.connected().await.follow_account(None).await.unwrap();
    let mut other = eve.connected().await.follow_account(None).await.unwrap();
    hello(&mut operator).await;
    hello(&mut other).await;
    let told = operator.next().await;
    assert!(
        matches!(&told, Some(AccountEvent::Nodes { nodes }) if nodes.len() == 1),
        "{told:?}"
    );
    ada.submit(spec()).await;
    let own = eve.submit(spec()).await.id;
    assert_eq!(changed(&mut other).await.0, [format!("{own} queued")]);
}

#[sqlx::test]
async fn a_cursor_that_is_too_old_begins_anew_and_a_strange_one_is_refused(db: PgPool) {
    let ada = TestApp::new(db).client("ada").await;
    let api = ada.connected().await;
    let mut follow = api.follow_account(Some("1.1:1:")).await.unwrap();
    let (cursor, resumed) = hello(&mut follow).await;
    assert!(!resumed);
    assert_ne!(cursor, "1.1:1:");
    let refused = ada.get("/v1/events?cursor=yesterday").await;
    let error = refused.error(ErrorCode::ValidationError);
    assert!(
        error.message.contains("is no cursor of this server"),
        "{}",
        error.message
    );
}
