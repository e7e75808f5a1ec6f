//! Many runners that race for the same jobs (R-C4).

use std::{collections::HashSet, fs, path::Path, process::Command};

use super::{
    apart::parts::Apart,
    support::{binary, wait_for},
};

const RUNNERS: usize = 8;
const JOBS: usize = 2_000;

/// 8 runner processes, 2,000 jobs that do nothing: 2,000 attempts, each of another job.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_01_eight_runners_take_two_thousand_jobs_once_each() {
    let mut apart = Apart::without_node().await;
    let started = apart.user.home.join("started");
    for _ in 0..RUNNERS {
        let mut runner = Command::new(binary().with_file_name("scripted-runner"));
        runner
            .env("RGRID_SCRIPTED_LOG", &started)
            .env("RGRID_RUNNER_SLOTS", "8");
        apart.add_node(runner);
    }
    apart.user.write("nothing.sh", "");
    for job in 0..JOBS {
        apart.user.write(&format!("in/{job:04}"), "");
    }
    let all = [
        "run",
        "--detach",
        "nothing.sh",
        "--batch",
        "in/*",
        "--parallel",
        "2000",
    ];
    let batch = apart.rgrid(&all).exits(0).stdout.trim().to_owned();
    wait_for("the end of all jobs", 240, || {
        let status = apart.rgrid(&["status", "--json", &batch]).exits(0).json();
        (status["succeeded"] == JOBS).then_some(())
    });
    let lines = lines(&started);
    let (jobs, attempts): (HashSet<_>, HashSet<_>) = lines
        .iter()
        .map(|line| line.split_once(' ').unwrap())
        .unzip();
    // No lease is near its end here, so a second attempt of a job would be a second claim of it.
    assert_eq!(
        (jobs.len(), attempts.len(), lines.len()),
        (JOBS, JOBS, JOBS)
    );
    apart.stop().await;
}

fn lines(file: &Path) -> Vec<String> {
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}
