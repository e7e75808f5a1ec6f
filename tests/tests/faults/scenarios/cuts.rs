//! A runner and its control plane that do not hear each other.

use rgrid_shared::job::{JobState, Reason};

use super::{
    super::{proxy::Wire, work::Work},
    scene::{Scene, until},
};

/// The job ends behind the cut; its log goes on from the last stored byte, its one report is accepted.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_06_a_cut_shorter_than_a_lease_loses_nothing_and_the_log_goes_on() {
    let mut scene = Scene::start().await;
    let work = Work {
        sleep: 2_000,
        out: 300_000,
        file: Some(1_000),
        ..Work::plain("cut")
    };
    let job = scene.started(&work).await;
    scene.follow(job);
    scene.grid.links[0].set(Wire::Silent);
    scene.made(1).await;
    scene.grid.links[0].set(Wire::Open);
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 1));
    scene.end().await;
}

/// Who is away for longer than its lease is fenced: its sandbox is killed, and another runner did the job.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_06_a_cut_longer_than_a_lease_fences_the_runner_and_the_job_runs_elsewhere() {
    let mut scene = Scene::start().await;
    let work = Work {
        stuck: true,
        ..Work::plain("away")
    };
    let job = scene.started(&work).await;
    scene.follow(job);
    scene.grid.links[0].set(Wire::Silent);
    scene.grid.runners[1].lock().await.start();
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 2));
    // It hears nothing of that, and knows by its own clock.
    scene.is_empty(0).await;
    scene.grid.links[0].set(Wire::Open);
    let attempts = scene.attempts(job).await;
    let reasons: Vec<_> = attempts.iter().map(|attempt| attempt.reason).collect();
    assert_eq!(reasons, [Some(Reason::LostNode), None]);
    assert_ne!(attempts[0].node, attempts[1].node);
    until("both were started", async || scene.starts("away") == 2).await;
    scene.end().await;
}
