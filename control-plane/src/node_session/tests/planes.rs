//! Several control planes on one database.

use std::time::{Duration, Instant};

use rgrid_shared::{
    client::{Client, JobFollow, JobMessage},
    job::{JobState, Outcome},
    wire::{
        follow::JobEvent,
        logs::LogCursor,
        node::{FromNode, ToNode},
    },
};
use sqlx::PgPool;
use tokio::time::timeout;

use super::server::Server;
use crate::{
    bootstrap,
    db::testing::{new_jobs, report, submit},
};

const PATIENCE: Duration = Duration::from_secs(20);
/// So seldom does the follower's control plane look by itself: what comes within the patience was pushed.
const SELDOM: Duration = Duration::from_hours(1);

async fn next(follow: &mut JobFollow) -> JobMessage {
    let next = timeout(PATIENCE, follow.next()).await;
    next.expect("nothing was pushed")
        .expect("the follower was dropped")
}

/// R-C6: what a runner sends to one control plane is pushed to the followers at another, in under a second.
#[sqlx::test]
async fn a_log_is_pushed_to_followers_at_another_control_plane(db: PgPool) {
    let (me, key) = bootstrap(&db, "ada").await.unwrap();
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let (near, far) = (
        Server::start(&db).await,
        Server::polling_every(&db, SELDOM).await,
    );
    let client = Client::new(&far.url(), Some(key)).unwrap();
    let mut follow = client.follow_job(job, LogCursor::default()).await.unwrap();
    let state = |message| match message {
        JobMessage::Event(JobEvent::State { job }) => job.state,
        other => panic!("{other:?} instead of a state"),
    };
    assert_eq!(state(next(&mut follow).await), JobState::Queued);
    let mut runner = near.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    assert_eq!(state(next(&mut follow).await), JobState::Running);
    let (mut pos, mut took) = (0, Vec::new());
    for text in ["one ", "two ", "three ", "four ", "five ", "six ", "seven"] {
        let began = Instant::now();
        runner.log(attempt, pos, text.as_bytes()).await;
        let JobMessage::Log(frame) = next(&mut follow).await else {
            panic!("no log bytes");
        };
        took.push(began.elapsed());
        assert_eq!((frame.pos, &frame.data[..]), (pos, text.as_bytes()));
        pos += text.len() as u64;
    }
    took.sort_unstable();
    let median = took[took.len() / 2];
    assert!(median < Duration::from_secs(1), "{took:?}");
    let mut end = report(attempt, Outcome::Exited { code: 0 });
    end.log_bytes = pos;
    runner.say(&FromNode::Finished(Box::new(end))).await;
    while !matches!(runner.hear().await, ToNode::Accepted { .. }) {}
    loop {
        match next(&mut follow).await {
            JobMessage::Event(JobEvent::End { job, .. }) => {
                assert_eq!(job.state, JobState::Succeeded);
                return;
            }
            JobMessage::Event(JobEvent::State { .. }) => {}
            JobMessage::Log(frame) => panic!("{frame:?} came twice"),
        }
    }
}
