//! Items of a batch that have the results of earlier jobs.

use rgrid_shared::wire::{follow::BatchEvent, submit::SubmittedBatch};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{IMAGE, after_one, asking, run_one};

/// A batch of so many jobs, of which the first is that of [`after_one`].
fn batch(jobs: usize) -> Value {
    let args = |at: usize| match at {
        0 => json!([]),
        at => json!([at.to_string()]),
    };
    let item = |at: usize| json!({"name": format!("f{at}"), "args": args(at)});
    let items: Vec<_> = (0..jobs).map(item).collect();
    json!({"spec": asking("take"), "items": items, "parallel": 1})
}

#[sqlx::test]
async fn a_batch_counts_what_it_has_and_runs_the_rest(db: PgPool) {
    let (client, node, first) = after_one(&db).await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(2)).await.json(201);
    let counts = (made.batch.succeeded, made.batch.waiting, made.batch.running);
    assert_eq!(counts, (1, 1, 0));
    assert!(made.batch.finished_at.is_none());
    run_one(&client, &node, IMAGE).await;
    let api = client.connected().await;
    let mut follow = api.follow_batch(made.batch.id, 0).await.unwrap();
    let (mut seen, mut end) = (Vec::new(), None);
    while let Some(event) = follow.next().await {
        match event {
            BatchEvent::Item {
                seq,
                job,
                artifacts,
                ..
            } => {
                seen.push((seq, job.index, job.reused_from, artifacts.len()));
            }
            BatchEvent::End { batch } => end = Some(batch),
            BatchEvent::Counts { .. } => {}
        }
    }
    assert_eq!(seen, [(1, Some(0), Some(first), 1), (2, Some(1), None, 1)]);
    assert_eq!(end.unwrap().succeeded, 2);
}

#[sqlx::test]
async fn a_batch_all_of_which_was_made_before_is_over_at_once(db: PgPool) {
    let (client, node, _) = after_one(&db).await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(2)).await.json(201);
    run_one(&client, &node, IMAGE).await;
    let again: SubmittedBatch = client.post("/v1/batches", batch(2)).await.json(201);
    assert_eq!((again.batch.succeeded, again.batch.cost_micros.0), (2, 0));
    assert!(again.batch.finished_at.is_some());
    assert_eq!(again.jobs.len(), 2);
    assert_ne!(again.jobs, made.jobs);
}
