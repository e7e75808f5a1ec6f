//! Scenario 27: a job that takes its runner down each time it runs.

use std::{fs, path::Path, process::Command};

use super::{
    apart::parts::Apart,
    support::{binary, wait_for},
};

fn runner(started: &Path) -> Command {
    let mut runner = Command::new(binary().with_file_name("scripted-runner"));
    runner.env("RGRID_SCRIPTED_LOG", started);
    runner.env("RGRID_RUNNER_SLOTS", "1");
    runner
}

fn starts(started: &Path, label: &str) -> usize {
    let lines = fs::read_to_string(started).unwrap_or_default();
    let of_label = lines.lines().filter(|line| line.starts_with(label));
    of_label.count()
}

/// R-E5: with the second death of its runner the job ends; what waited behind it succeeds.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_27_a_job_that_kills_its_runner_twice_is_not_tried_again() {
    let mut apart = Apart::without_node().await;
    let started = apart.user.home.join("started");
    apart.add_node(runner(&started));
    let run = |apart: &Apart, words: &[&str]| {
        let all = [&["run", "--detach", "--", "play"], words].concat();
        apart.rgrid(&all).exits(0).stdout.trim().to_owned()
    };
    let poison = run(&apart, &["sleep=600000", "poison"]);
    let others = [(); 3].map(|()| run(&apart, &["exit=0", "other"]));
    for deaths in 1..=2 {
        wait_for("its start", 60, || {
            (starts(&started, "poison") == deaths).then_some(())
        });
        apart.replace(0, runner(&started));
    }
    for job in others {
        wait_for("the end of another job", 60, || {
            let status = apart.rgrid(&["status", "--json", &job]).exits(0).json();
            (status["job"]["state"] == "succeeded").then_some(())
        });
    }
    let status = apart.rgrid(&["status", &poison]).exits(0).stdout;
    assert!(
        status.contains("its runner died 2 times while it ran it"),
        "{status}"
    );
    assert!(
        status.contains(&format!("rgrid retry {poison}")),
        "{status}"
    );
    let deaths = status.lines().filter(|line| line.ends_with("runner_died"));
    assert_eq!(deaths.count(), 2, "{status}");
    assert_eq!(starts(&started, "poison"), 2);
    apart.stop().await;
}
