//! Batches are followed while they run.

use rgrid_shared::wire::{follow::BatchEvent, submit::SubmittedBatch};
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, batch};

/// The next item or the end; counts in between are passed over.
async fn next(follow: &mut rgrid_shared::client::BatchFollow) -> String {
    loop {
        match follow.next().await {
            None => return "gone".to_owned(),
            Some(BatchEvent::Counts { .. }) => {}
            Some(BatchEvent::Item { seq, job, .. }) => {
                return format!("{seq} {} {}", job.name.unwrap(), job.state);
            }
            Some(BatchEvent::End { batch }) => return format!("end {}", batch.ended()),
        }
    }
}

#[sqlx::test]
async fn jobs_come_as_each_ends_and_the_end_comes_last(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(3, 1)).await.json(201);
    let api = client.connected().await;
    let mut follow = api.follow_batch(made.batch.id, 0).await.unwrap();
    let first = follow.next().await.unwrap();
    assert!(matches!(first, BatchEvent::Counts { batch } if batch.waiting == 3));
    let node = TestNode::new(&db).await;
    for (seq, (code, state)) in [(0, "succeeded"), (3, "failed"), (0, "succeeded")]
        .iter()
        .enumerate()
    {
        let claimed = node.claim().await;
        node.exit(&claimed, *code).await;
        let place = seq.saturating_add(1);
        assert_eq!(next(&mut follow).await, format!("{place} f{seq} {state}"));
    }
    assert_eq!(next(&mut follow).await, "end 3");
    assert_eq!(next(&mut follow).await, "gone");
    let mut again = api.follow_batch(made.batch.id, 2).await.unwrap();
    assert_eq!(next(&mut again).await, "3 f2 succeeded");
    assert_eq!(next(&mut again).await, "end 3");
}
