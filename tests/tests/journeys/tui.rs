//! The dashboard in a real terminal, with nothing but keys.

use std::process::Command;

use super::{
    apart::parts::Apart,
    support::{Pane, User, wait_for},
};

/// Says a lot, brings a file home, and fails over files that are called so.
const WORK: &str = "import sys, time
name = sys.argv[1]
for n in range(200):
    print(f'row {n}' + (' is the needle' if n == 7 else ''), flush=True)
time.sleep(1)
if 'bad' in name:
    sys.exit('ValueError: no price')
open('sum.txt', 'w').write(open(name).read())
";

const BATCH: [&str; 7] = [
    "run",
    "tuisum.py",
    "--batch",
    "in/*.txt",
    "--parallel",
    "1",
    "--detach",
];

fn files(user: &User) {
    for name in ["bad-1", "bad-2", "good-1", "good-2"] {
        user.write(&format!("in/{name}.txt"), name);
    }
    user.write("tuisum.py", WORK);
}

/// The dashboard, showing only what this user runs.
fn dashboard(command: &Command) -> Pane {
    let pane = Pane::open(command);
    pane.shows("● live");
    pane.press(&["/"]).write("tuisum");
    pane.shows("/tuisum_");
    pane.press(&["Enter"]).shows("Nothing fits.");
    // Drawing everything anew asks the terminal nothing that it might not answer.
    pane.press(&["C-l", "?"]).shows("On this screen");
    pane.press(&["Escape"]).shows("Nothing fits.");
    pane
}

/// Goes from the list into the item that failed first, and finds a word far up in its log.
fn find_in_a_failed_log(pane: &Pane) {
    pane.press(&["g", "Enter"]).shows("2 failed in 1 way");
    pane.press(&["f"]).shows("in/bad-2.txt");
    pane.press(&["Enter"]).shows("✗ failed, exit code 1");
    pane.press(&["L"]).shows("ValueError: no price");
    pane.press(&["/"]).write("needle");
    pane.shows("/needle_");
    pane.press(&["Enter"]).shows("row 7 is the needle");
    pane.shows("in 1 line");
    pane.press(&["Escape"]).hides("in 1 line");
    pane.press(&["Escape"]).shows("✗ failed, exit code 1");
    pane.press(&["Escape"]).shows("2 failed in 1 way");
}

#[test]
fn a_batch_is_watched_searched_retried_downloaded_and_another_job_cancelled() {
    let user = User::new();
    files(&user);
    let pane = dashboard(&user.command(&["tui"]));

    user.rgrid(&BATCH).exits(0);
    let unpaid = pane.shows("0/4");
    pane.line("some of 4", |line| line.contains("2/4  2 failed"));
    let paid = pane.shows("4/4  2 failed");
    let cost = |line: &str| line.matches("0.00").count();
    assert!(cost(&unpaid) < cost(&paid), "{unpaid}\n{paid}");

    find_in_a_failed_log(&pane);
    pane.press(&["R"])
        .shows("Run the 2 items of group 1 again?");
    pane.press(&["y"]).shows("2 items run again as batch_");

    pane.press(&["G"]).shows("in/good-2.txt");
    pane.press(&["a"]).shows("sum.txt");
    pane.press(&["d"]);
    wait_for("the file", 60, || {
        user.path("sum.txt").exists().then_some(())
    });
    assert_eq!(user.read("sum.txt"), "good-2");

    user.write("tuisum-long.py", "import time\ntime.sleep(3000)\n");
    user.rgrid(&["run", "--detach", "tuisum-long.py"]).exits(0);
    pane.press(&["1"]).shows("tuisum-long.py");
    pane.press(&["g", "x"]).shows("Cancel `tuisum-long.py`?");
    pane.press(&["y"]).shows("⊘");

    pane.press(&["2"]).shows("this month");
    pane.press(&["b", "b", "b"]).shows("by batch");
    pane.line("what was spent today", |line| {
        line.contains("today ") && line.contains(" EUR") && !line.contains("today 0.00 EUR")
    });
    pane.press(&["q"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_lives_through_the_death_of_the_server() {
    let mut apart = Apart::start().await;
    files(&apart.user);
    let pane = dashboard(&apart.with_key(apart.user.command(&["tui"])));
    apart.rgrid(&BATCH).exits(0);
    pane.shows("0/4");
    pane.press(&["l"]).shows("● running");

    apart.kill_server();
    pane.shows("offline, data is");
    // What is known can still be looked at.
    pane.press(&["Enter"]).shows("R h h h");
    pane.press(&["Escape"]).shows("in/good-2.txt");
    apart.start_server();
    pane.shows("● live");
    pane.shows("4/4  2 failed");

    find_in_a_failed_log(&pane);
    pane.press(&["q"]);
    drop(pane);
    apart.stop().await;
}
