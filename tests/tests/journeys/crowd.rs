//! A batch of thousands: what it costs this machine, that a second run submits nothing, and how it is cancelled.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{
    apart::parts::Apart,
    support::{Ended, binary, wait_for},
};

const ITEMS: usize = 2_000;
/// 100 MB, as the kernel counts.
const MOST_KIB: u64 = 100_000_000 / 1_024;

fn runner(started: &Path) -> Command {
    let mut runner = Command::new(binary().with_file_name("scripted-runner"));
    runner.env("RGRID_SCRIPTED_LOG", started);
    runner.env("RGRID_RUNNER_SLOTS", "50");
    runner
}

/// How much memory a process has had at most, in KiB; nothing once it is gone.
fn peak(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Runs it to its end, and says how much memory it had at most.
fn weighed(apart: &Apart, words: &[&str]) -> (Ended, u64) {
    let mut command = apart.with_key(apart.user.command(words));
    command.env("RGRID_FORCE", "0");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut most = 0;
    wait_for("its end", 240, || {
        most = peak(child.id()).unwrap_or(0).max(most);
        child.try_wait().unwrap()
    });
    (Ended::from(child.wait_with_output().unwrap()), most)
}

fn batches(apart: &Apart) -> usize {
    let list = apart.rgrid(&["list", "--batches", "--json"]).exits(0);
    list.json()["batches"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_of_two_thousand_is_light_here_and_is_not_run_twice() {
    let mut apart = Apart::without_node().await;
    apart.add_node(runner(&apart.user.home.join("started")));
    for item in 0..ITEMS {
        apart.user.write(&format!("in/{item}"), item.to_string());
    }
    let words = [
        "run",
        "--parallel",
        "50",
        "--batch",
        "in/*",
        "--",
        "play",
        "exit=0",
        "{}",
    ];
    let (ended, most) = weighed(&apart, &words);
    ended.exits(0).says("2000 of 2000 succeeded");
    assert!(most > 0 && most < MOST_KIB, "{most} KiB");
    let (ended, most) = weighed(&apart, &words);
    ended
        .exits(0)
        .says("2000 of 2000 succeeded before; nothing runs");
    assert!(most < MOST_KIB, "{most} KiB");
    assert_eq!(batches(&apart), 1);
    apart.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_waits_is_cancelled_whole() {
    let apart = Apart::without_node().await;
    for item in 0..ITEMS {
        apart.user.write(&format!("in/{item}"), item.to_string());
    }
    let words = ["run", "--detach", "--batch", "in/*", "--", "play", "{}"];
    let id = apart.rgrid(&words).exits(0).stdout;
    let cancelled = apart.rgrid(&["cancel", id.trim()]).exits(0);
    cancelled.says("2000 cancelled, 0 being cancelled");
    apart.stop().await;
}
