//! A control plane that is killed and started again while a log or a batch is come back to (R-L10).

use std::{
    fs,
    process::{Child, Stdio},
};

use super::{
    apart::parts::Apart,
    support::{Ended, wait_for},
};

/// Prints a numbered line every tenth of a second, and ends with 3.
const COUNT: &str = "import sys, time
for n in range(100):
    print('line', n, flush=True)
    time.sleep(0.1)
open('made.txt', 'w').write('once')
sys.exit(3)
";

fn spawn(apart: &Apart, name: &str, words: &[&str]) -> Child {
    let mut command = apart.with_key(apart.user.command(words));
    let file =
        |stream: &str| fs::File::create(apart.user.home.join(format!("{name}.{stream}"))).unwrap();
    command
        .stdin(Stdio::null())
        .stdout(file("out"))
        .stderr(file("err"));
    command.spawn().unwrap()
}

fn said(apart: &Apart, name: &str, stream: &str) -> String {
    fs::read_to_string(apart.user.home.join(format!("{name}.{stream}"))).unwrap()
}

fn ended(apart: &Apart, name: &str, mut child: Child) -> Ended {
    let code = child.wait().unwrap().code().unwrap();
    let (stdout, stderr) = (said(apart, name, "out"), said(apart, name, "err"));
    Ended {
        code,
        stdout,
        stderr,
    }
}

/// The log ends with 0, who is attached with the script's code; both have every line once.
#[tokio::test(flavor = "multi_thread")]
async fn followers_of_a_log_live_through_the_death_of_the_control_plane() {
    let mut apart = Apart::start().await;
    apart.user.write("count.py", COUNT).write("in/0", "");
    let start = |words: &[&str]| apart.rgrid(words).exits(0).stdout.trim().to_owned();
    let job = start(&["run", "--detach", "count.py"]);
    let batch = start(&["run", "--detach", "count.py", "--batch", "in/0"]);
    let words = [
        ("logs", vec!["logs", "-f", &job]),
        ("attach", vec!["attach", &job]),
        ("batch", vec!["attach", &batch]),
    ];
    let all = words.map(|(name, words)| (name, spawn(&apart, name, &words)));
    for name in ["logs", "attach"] {
        let begun = || said(&apart, name, "out").contains("line 3\n").then_some(());
        wait_for("its first lines", 60, begun);
    }
    apart.kill_server();
    for name in ["logs", "attach", "batch"] {
        let missed = || {
            said(&apart, name, "err")
                .contains("does not answer")
                .then_some(())
        };
        wait_for("it to be missed", 20, missed);
    }
    apart.start_server();
    let lines: Vec<_> = (0..100).map(|n| format!("line {n}\n")).collect();
    let lines = lines.concat();
    let [logs, attach, batch] = all.map(|(name, child)| ended(&apart, name, child));
    assert_eq!(logs.exits(0).stdout, lines);
    assert_eq!(attach.exits(3).stdout, lines);
    batch
        .exits(1)
        .says("connected again")
        .says("0 of 1 succeeded");
    assert_eq!(apart.user.read("outputs/0/made.txt"), "once");
    apart.stop().await;
}
