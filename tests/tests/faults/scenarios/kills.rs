//! Parts that die or sleep at the worst moment.

use std::time::{Duration, SystemTime};

use rgrid_shared::job::{JobState, Reason};
use rustix::process::Signal;

use super::{
    super::{proxy::Wire, work::Work},
    scene::{Scene, until},
};

/// More than rides along in a report, so that it goes to the blob store.
const LARGE: usize = 200_000;

/// Nobody forges the end of the lease here: who waits for the job waits as long as this.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_02_a_runner_that_never_returns_is_replaced_within_45_seconds() {
    let scene = Scene::start().await;
    let work = Work {
        stuck: true,
        ..Work::plain("gone")
    };
    let job = scene.started(&work).await;
    scene.grid.runners[1].lock().await.start();
    scene.grid.runners[0].lock().await.kill();
    let killed = SystemTime::now();
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 2));
    let attempts = scene.attempts(job).await;
    assert_eq!(attempts[0].reason, Some(Reason::LostNode));
    let waited = SystemTime::from(attempts[1].started_at).duration_since(killed);
    assert!(waited.unwrap() <= Duration::from_secs(45));
    scene.grid.runners[0].lock().await.start();
    scene.is_empty(0).await;
    scene.end().await;
}

/// The one that slept wakes up with a result of its own: it is refused, and its files are nobody's artifacts.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_03_the_late_result_of_a_paused_runner_is_refused_with_its_files() {
    let scene = Scene::start().await;
    let work = Work {
        sleep: 2_000,
        file: Some(LARGE),
        ..Work::plain("paused")
    };
    let job = scene.started(&work).await;
    scene.grid.runners[0].lock().await.signal(Signal::STOP);
    scene.let_leases_run_out().await;
    scene.grid.runners[1].lock().await.start();
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 2));
    scene.grid.runners[0].lock().await.signal(Signal::CONT);
    scene.is_empty(0).await;
    assert_eq!(scene.job(job).await, ended, "what has ended stays as it is");
    // The checker compares each byte of log and artifacts with those of the accepted attempt.
    scene.end().await;
}

/// The control plane dies when the outputs are on their way: they are stored, and the report comes again.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_07_a_control_plane_killed_between_upload_and_finish_loses_nothing() {
    let scene = Scene::start().await;
    let work = Work {
        sleep: 1_000,
        file: Some(LARGE),
        ..Work::plain("finish")
    };
    let job = scene.started(&work).await;
    scene.grid.store.set(Wire::Silent);
    let before = scene.grid.store.carried();
    until("it uploads", async || scene.grid.store.carried() > before).await;
    scene.grid.servers[0].lock().await.kill();
    scene.grid.store.set(Wire::Open);
    scene.grid.servers[0].lock().await.start();
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 1));
    assert_eq!(scene.starts("finish"), 1);
    scene.end().await;
}

/// The control plane dies with a claim that its runner never heard of.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_07_a_claim_that_nobody_heard_of_is_made_again() {
    let scene = Scene::start().await;
    // One job before shows that the runner is there and has given credit.
    let first = scene.submit(&Work::plain("first")).await;
    scene.ended(first).await;
    scene.grid.links[0].set(Wire::Silent);
    let job = scene.submit(&Work::plain("claimed")).await;
    until("it is claimed", async || {
        scene.job(job).await.state == JobState::Running
    })
    .await;
    scene.grid.servers[0].lock().await.kill();
    let before = scene.grid.links[0].carried();
    scene.grid.links[0].set(Wire::Cut);
    until("the runner has noticed", async || {
        scene.grid.links[0].carried() > before
    })
    .await;
    scene.grid.servers[0].lock().await.start();
    scene.grid.links[0].set(Wire::Open);
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 2));
    let attempts = scene.attempts(job).await;
    assert_eq!(attempts[0].reason, Some(Reason::LostNode));
    assert_eq!(scene.starts("claimed"), 1, "the first was never begun");
    scene.end().await;
}

/// Whoever stands in front of several control planes turns to one that lives; job, log and follower go on.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_07_another_control_plane_goes_on_with_what_a_killed_one_had() {
    let mut scene = Scene::start().await;
    let work = Work {
        sleep: 2_000,
        out: 300_000,
        ..Work::plain("moves")
    };
    let job = scene.started(&work).await;
    scene.follow(job);
    scene.grid.servers[0].lock().await.kill();
    scene.grid.links[0].turn_to(scene.grid.links[1].upstream());
    let ended = scene.ended(job).await;
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 1));
    scene.grid.servers[0].lock().await.start();
    scene.end().await;
}
