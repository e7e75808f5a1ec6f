//! Each bad end is its own kind of end (R-E3, R-L11).

use super::support::User;

/// The job of a run with this unique label, as `rgrid list` shows it.
fn job_of(user: &User, label: &str) -> serde_json::Value {
    let listed = user.rgrid(&["list", "--json", "-m", label]).exits(0).json();
    listed["jobs"][0].clone()
}

fn label(user: &User) -> String {
    format!(
        "test={}",
        user.dir.path().file_name().unwrap().to_string_lossy()
    )
}

#[test]
fn a_job_over_its_memory_is_out_of_memory() {
    let user = User::new();
    user.write(
        "hog.py",
        "print('start', flush=True)\nx = bytearray(512 << 20)\nx[::4096] = b'x' * len(x[::4096])",
    );
    let label = label(&user);
    let ended = user
        .rgrid(&["run", "-m", &label, "--memory", "64M", "hog.py"])
        .exits(137)
        .says("memory");
    assert_eq!(ended.stdout, "start\n");
    let job = job_of(&user, &label);
    assert_eq!(
        (job["state"].as_str(), job["reason"].as_str()),
        (Some("failed"), Some("oom"))
    );
}

#[test]
fn a_job_over_its_timeout_is_timed_out_and_the_limit_is_named() {
    let user = User::new();
    user.write(
        "sleep.py",
        "import time; print('zzz', flush=True); time.sleep(600)",
    );
    let label = label(&user);
    let start = std::time::Instant::now();
    let ended = user
        .rgrid(&["run", "-m", &label, "--timeout", "2s", "sleep.py"])
        .exits(124)
        .says("2 s");
    assert!(start.elapsed().as_secs() < 15, "within 10 s of the limit");
    assert_eq!(ended.stdout, "zzz\n");
    let job = job_of(&user, &label);
    assert_eq!(
        (job["state"].as_str(), job["reason"].as_str()),
        (Some("timed_out"), Some("timeout"))
    );
}

#[test]
fn a_job_killed_by_a_signal_exits_as_a_shell_says_it() {
    let user = User::new();
    user.write(
        "die.py",
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    );
    user.rgrid(&["run", "die.py"]).exits(143);
}

#[test]
fn a_job_over_its_disk_is_over_its_quota() {
    let user = User::new();
    user.write("fill.py", "import time\nfor n in range(60):\n  open(f'f{n}', 'wb').write(b'x' * (4 << 20))\n  time.sleep(0.1)\n");
    let label = label(&user);
    user.rgrid(&["run", "-m", &label, "--disk", "32M", "fill.py"])
        .exits(247)
        .says("disk");
    assert_eq!(job_of(&user, &label)["reason"], "disk_quota");
}

#[test]
fn an_image_that_cannot_be_had_is_said_to_be_the_image() {
    let user = User::new();
    let label = label(&user);
    let image = "127.0.0.1:9/no/such:image";
    user.rgrid(&["run", "-m", &label, "--image", image, "--", "true"])
        .exits(247)
        .says("image");
    assert_eq!(job_of(&user, &label)["reason"], "image");
}

#[test]
fn a_command_that_is_not_in_the_image_ends_as_in_a_shell() {
    let user = User::new();
    user.rgrid(&["run", "--runtime", "bash", "--", "no-such-command"])
        .exits(127)
        .says("no-such-command");
}

#[test]
fn a_file_that_was_not_sent_is_named_with_the_flag_that_sends_it() {
    let user = User::new();
    user.write("reads.py", "open('table.csv').read()")
        .write("table.csv", "1");
    user.rgrid(&["run", "reads.py"])
        .exits(1)
        .says("table.csv")
        .says("--input table.csv");
    user.rgrid(&["run", "--input", "table.csv", "reads.py"])
        .exits(0);
}

#[test]
fn a_job_has_no_network_unless_asked() {
    let user = User::new();
    user.write(
        "net.py",
        "import os; print(sorted(os.listdir('/sys/class/net')))",
    );
    assert_eq!(user.rgrid(&["run", "net.py"]).exits(0).stdout, "['lo']\n");
}

#[test]
fn a_cancelled_job_ends_as_cancelled() {
    let user = User::new();
    user.write(
        "sleep.py",
        "import time; print('up', flush=True); time.sleep(600)",
    );
    let label = label(&user);
    let mut child = user.spawn(&["run", "-m", &label, "sleep.py"]);
    let mut first = [0u8; 3];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
    let job = job_of(&user, &label)["id"].as_str().unwrap().to_owned();
    user.rgrid(&["cancel", &job]).exits(0);
    assert_eq!(child.wait().unwrap().code(), Some(248));
    assert_eq!(job_of(&user, &label)["state"], "cancelled");
    user.rgrid(&["cancel", &job]).exits(0);
    user.write("ok.py", "");
    let ended = user.rgrid(&["run", "--detach", "ok.py"]).exits(0).stdout;
    user.rgrid(&["logs", "-f", ended.trim()]).exits(0);
    user.rgrid(&["cancel", ended.trim()])
        .exits(243)
        .says("succeeded");
}
