//! A database that is shut down under load.

use std::time::Duration;

use rgrid_shared::{client::Http, job::JobState};

use super::{
    super::work::Work,
    scene::{Scene, until},
};

/// How many jobs are under way.
const JOBS: usize = 6;

/// Who asks meanwhile hears 503 and when to come again; results wait at the runner until they are accepted.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_08_a_database_that_is_shut_down_under_load_costs_nobody_a_job() {
    let scene = Scene::start().await;
    let mut jobs = Vec::new();
    for number in 0..JOBS {
        let work = Work {
            sleep: 2_000,
            file: Some(100_000),
            ..Work::plain(&format!("load-{number}"))
        };
        jobs.push(scene.submit(&work).await);
    }
    until("all run", async || {
        (0..JOBS).all(|number| scene.starts(&format!("load-{number}")) == 1)
    })
    .await;
    let mut database = scene.grid.database.lock().await;
    database.shut_down().await;
    let url = format!("{}/v1/jobs", scene.grid.client(1).url());
    let asking = Http::new(Duration::from_secs(30)).to(&url).unwrap();
    let answer = asking.get(url).bearer_auth(scene.grid.key()).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status().as_u16(), 503);
    assert!(answer.headers().contains_key("retry-after"), "{answer:?}");
    scene.made(JOBS).await;
    database.come_back().await;
    drop(database);
    for job in jobs {
        let ended = scene.ended(job).await;
        assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 1));
    }
    scene.end().await;
}
