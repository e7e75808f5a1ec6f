//! A runner that dies in the middle of a job (R-C4, R-E5).

use std::{collections::BTreeSet, path::Path, process::Command};

use super::{local::Own, support::wait_for};

/// SIGKILL of everything: the job is requeued, succeeds, and leaves its outputs once.
#[test]
fn scenario_02_a_job_survives_the_death_of_its_runner() {
    let own = Own::new();
    own.up().exits(0);
    own.user.write(
        "slow.py",
        "import time, os\nprint('begin', flush=True)\ntime.sleep(6)\nopen('done.txt', 'w').write('once')\n",
    );
    let job = own
        .user
        .rgrid(&["run", "--detach", "slow.py"])
        .exits(0)
        .stdout
        .trim()
        .to_owned();
    wait_for("its first line", 90, || {
        own.user
            .rgrid(&["logs", &job])
            .stdout
            .contains("begin")
            .then_some(())
    });
    let status = own.user.rgrid(&["status", "--json", &job]).exits(0).json();
    let node = status["attempts"][0]["node"].as_str().unwrap().to_owned();
    let lost = sandboxes_of(&node);
    assert!(!lost.is_empty(), "it runs somewhere");
    own.kill();
    own.up().exits(0);
    let ended = wait_for("its end", 120, || {
        let status = own.user.rgrid(&["status", "--json", &job]).exits(0).json();
        (status["job"]["state"] == "succeeded").then_some(status)
    });
    assert_eq!(ended["attempts"].as_array().unwrap().len(), 2, "{ended}");
    assert_eq!(ended["attempts"][0]["reason"], "runner_died");
    let there = sandboxes_of(&node);
    assert!(there.is_disjoint(&lost), "no leftover sandbox: {there:?}");
    own.user.rgrid(&["download", &job]).exits(0);
    assert_eq!(own.user.read("done.txt"), "once");
    let outputs = own.user.rgrid(&["outputs", "--json", &job]).exits(0).stdout;
    assert_eq!(outputs.lines().count(), 1, "{outputs}");
}

/// The sandboxes of a node, those that wait among them: containers, and control groups of those that
/// Docker did not make.
fn sandboxes_of(node: &str) -> BTreeSet<String> {
    let label = format!("label=rgrid.node={node}");
    let listed = Command::new("docker")
        .args(["ps", "-aq", "--filter", &label])
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let roots = ["/sys/fs/cgroup/pids/rgrid", "/sys/fs/cgroup/rgrid"].map(Path::new);
    let nodes = roots.map(|root| std::fs::read_dir(root.join(node)));
    let groups = nodes.into_iter().flatten().flatten().flatten();
    let groups = groups.filter(|entry| entry.path().is_dir());
    let names = groups.map(|entry| entry.file_name().to_string_lossy().into_owned());
    listed.lines().map(str::to_owned).chain(names).collect()
}
