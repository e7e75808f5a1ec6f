//! Jobs that are cancelled at every point of their life.

use rgrid_shared::job::JobState;

use super::{super::work::Work, scene::Scene};

fn wanted(label: &str, stuck: bool) -> Work {
    Work {
        cancel: true,
        stuck,
        ..Work::plain(label)
    }
}

/// One end each, the sandbox gone, and the time that it ran as its price; a second cancel changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_36_a_job_is_cancelled_once_while_it_waits_or_runs() {
    let scene = Scene::with(&[0], 0).await;
    let client = scene.grid.client(1);
    let waiting = scene.submit(&wanted("waits", false)).await;
    client.cancel_job(waiting).await.unwrap();
    let ended = scene.ended(waiting).await;
    assert_eq!((ended.state, ended.cost_micros.0), (JobState::Cancelled, 0));

    scene.grid.runners[0].lock().await.start();
    let running = scene.started(&wanted("runs", true)).await;
    client.cancel_job(running).await.unwrap();
    let ended = scene.ended(running).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Cancelled, 1));
    assert!(ended.cost_micros.0 > 0, "it ran: {ended:?}");
    scene.is_empty(0).await;
    for job in [waiting, running] {
        let before = scene.job(job).await;
        assert_eq!(client.cancel_job(job).await.unwrap(), before);
    }
    scene.end().await;
}

/// Cancels race ends: each job has one end, whichever was first, and it stays.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_36_a_cancel_that_races_the_end_leaves_one_end() {
    let scene = Scene::with(&[0], 1).await;
    let mut jobs = Vec::new();
    for number in 0..16 {
        let work = wanted(&format!("race-{number}"), false);
        let job = scene.submit(&work).await;
        let client = scene.grid.client(number);
        jobs.push((
            job,
            tokio::spawn(async move { client.cancel_job(job).await }),
        ));
    }
    for (job, cancelled) in jobs {
        let first = scene.ended(job).await;
        // A job that has ended by itself cannot be cancelled any more, and the answer says so.
        let answer = cancelled.await.unwrap();
        assert!(
            answer.is_ok() || first.state == JobState::Succeeded,
            "{answer:?}"
        );
        assert_eq!(scene.job(job).await, first);
    }
    scene.end().await;
}
