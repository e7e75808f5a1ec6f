//! Runners whose clocks are wrong.

use rgrid_shared::job::JobState;

use super::{super::work::Work, scene::Scene};

/// How far, in seconds: ten minutes either way.
const OFF: i32 = 600;
/// The longest lease there is, in seconds.
const LEASE_S: f64 = 30.0;

/// Leases, times and charges are the database's; a runner counts only how much time passes.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_26_a_runner_ten_minutes_off_changes_neither_lease_nor_charge() {
    for off in [OFF, -OFF] {
        let scene = Scene::with(&[off], 1).await;
        let before = chrono_of(&scene).await;
        let work = Work {
            sleep: 3_000,
            file: Some(200_000),
            ..Work::plain("clock")
        };
        let job = scene.started(&work).await;
        let left = "select extract(epoch from lease_expires_at - clock_timestamp()) from queue";
        let left: f64 = scene.grid.database.lock().await.ask(left).parse().unwrap();
        assert!(left > 0.0 && left <= LEASE_S, "{left} s");
        let ended = scene.ended(job).await;
        assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 1));
        let (began, over) = (ended.started_at.unwrap(), ended.finished_at.unwrap());
        let after = chrono_of(&scene).await;
        let [before, began, over, after] = [before, began.timestamp(), over.timestamp(), after];
        assert!(
            before <= began && began <= over && over <= after,
            "{ended:?}"
        );
        let took = u64::try_from(over - began).unwrap() * 1_000 + 1_000;
        assert!(ended.duration_ms.unwrap() <= took, "{ended:?}");
        scene.end().await;
    }
}

/// The database's clock, in whole seconds.
async fn chrono_of(scene: &Scene) -> i64 {
    let now = "select floor(extract(epoch from clock_timestamp()))::bigint";
    scene.grid.database.lock().await.ask(now).parse().unwrap()
}
