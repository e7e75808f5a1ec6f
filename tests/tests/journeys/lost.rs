//! A runner that dies in the middle of a job (R-C4, R-E5).

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
    own.kill();
    own.up().exits(0);
    let ended = wait_for("its end", 120, || {
        let status = own.user.rgrid(&["status", "--json", &job]).exits(0).json();
        (status["job"]["state"] == "succeeded").then_some(status)
    });
    assert_eq!(ended["attempts"].as_array().unwrap().len(), 2, "{ended}");
    assert_eq!(ended["attempts"][0]["reason"], "runner_died");
    let lost = ended["attempts"][0]["id"].as_str().unwrap();
    assert_eq!(containers_of(lost), "", "no leftover container");
    assert_eq!(groups_of(lost), 0, "and no other leftover sandbox");
    own.user.rgrid(&["download", &job]).exits(0);
    assert_eq!(own.user.read("done.txt"), "once");
    let outputs = own.user.rgrid(&["outputs", "--json", &job]).exits(0).stdout;
    assert_eq!(outputs.lines().count(), 1, "{outputs}");
}

fn containers_of(attempt: &str) -> String {
    let label = format!("label=rgrid.attempt={attempt}");
    let args = ["ps", "-aq", "--filter", &label];
    let output = std::process::Command::new("docker")
        .args(args)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The control groups of a sandbox that Docker did not make.
fn groups_of(attempt: &str) -> usize {
    let roots = ["/sys/fs/cgroup/pids/rgrid", "/sys/fs/cgroup/rgrid"];
    let nodes = roots.iter().filter_map(|root| std::fs::read_dir(root).ok());
    let nodes = nodes.flatten().flatten();
    nodes
        .filter(|node| node.path().join(attempt).exists())
        .count()
}
