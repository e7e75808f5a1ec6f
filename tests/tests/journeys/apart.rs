//! The parts as processes of their own, against a PostgreSQL and an S3 store of others (R-O2).

pub(super) mod parts;

use std::{path::Path, process::Child};

use rustix::process::{Signal, kill_process};

use super::support::wait_for;
use parts::{Apart, pid};

/// The most memory that a process has held, in KiB.
fn peak_kib(child: &Child) -> u64 {
    let status = std::fs::read_to_string(
        Path::new("/proc")
            .join(child.id().to_string())
            .join("status"),
    );
    let status = status.unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// A 200 MB input and a 200 MB output: control plane and runner stay under 150 MB each.
#[tokio::test(flavor = "multi_thread")]
async fn large_files_stream_through_separate_parts() {
    let apart = Apart::start().await;
    apart.user.write(
        "copy.py",
        "import shutil; shutil.copyfile('in.bin', 'out.bin')",
    );
    let block: Vec<u8> = (0..1u32 << 18)
        .flat_map(|n| n.wrapping_mul(0x9E37_79B1).to_le_bytes())
        .collect();
    apart.user.write("in.bin", block.repeat(200));
    apart
        .rgrid(&["run", "--timeout", "5m", "copy.py", "in.bin"])
        .exits(0);
    let (sent, back) = (
        std::fs::read(apart.user.path("in.bin")),
        std::fs::read(apart.user.path("out.bin")),
    );
    assert!(sent.unwrap() == back.unwrap(), "the bytes are the same");
    let peaks = (peak_kib(&apart.server), peak_kib(&apart.runners[0]));
    assert!(
        peaks.0 < 150 << 10,
        "the control plane held {} KiB",
        peaks.0
    );
    assert!(peaks.1 < 150 << 10, "the runner held {} KiB", peaks.1);
    let nodes = apart.rgrid(&["nodes"]).exits(0).stdout;
    assert!(nodes.contains("ready"), "{nodes}");
    apart.stop().await;
}

/// SIGTERM lets the running job end and brings its files home.
#[tokio::test(flavor = "multi_thread")]
async fn a_drained_runner_finishes_what_it_has() {
    let mut apart = Apart::start().await;
    apart.user.write(
        "slow.py",
        "import time; print('on', flush=True); time.sleep(3); open('f', 'w').write('x')",
    );
    let job = apart
        .rgrid(&["run", "--detach", "slow.py"])
        .exits(0)
        .stdout
        .trim()
        .to_owned();
    wait_for("its first line", 60, || {
        apart
            .rgrid(&["logs", &job])
            .stdout
            .contains("on")
            .then_some(())
    });
    let mut runner = apart.runners.remove(0);
    kill_process(pid(&runner), Signal::TERM).unwrap();
    let code = wait_for("the end of the runner", 30, || runner.try_wait().unwrap());
    assert!(code.success());
    let status = apart.rgrid(&["status", "--json", &job]).exits(0).json();
    assert_eq!(
        (
            status["job"]["state"].as_str(),
            status["attempts"].as_array().unwrap().len()
        ),
        (Some("succeeded"), 1)
    );
    apart.stop().await;
}
