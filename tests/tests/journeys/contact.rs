//! A control plane that is killed and started again while `rgrid run` is attached (R-L10).

mod attached;

use std::fs;

use attached::{Attached, on_a_terminal};

use super::apart::parts::Apart;

/// Prints a numbered line on each stream every tenth of a second, and ends as it is told.
const COUNT: &str = "import sys, time
for n in range(100):
    sys.stdout.write(f'out {n}\\n')
    sys.stderr.write(f'err {n}\\n')
    time.sleep(0.1)
open('made.txt', 'w').write('once')
sys.exit(int(sys.argv[1]))
";

fn lines(word: &str) -> String {
    let lines: Vec<_> = (0..100).map(|n| format!("{word} {n}\n")).collect();
    lines.concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_lives_through_the_death_of_the_control_plane() {
    let mut apart = Apart::start().await;
    apart.user.write("count.py", COUNT);
    let command = apart.user.command(&["run", "count.py", "3"]);
    let ended = Attached::start(&apart, command)
        .outage(&mut apart, 1)
        .exits(3);
    assert_eq!(ended.stdout, lines("out"));
    let said = ended.stderr.clone();
    let ours = "rgrid: the server does not answer; the job is not lost; trying again\n";
    let rest = said
        .replacen(ours, "", 1)
        .replacen("rgrid: connected again\n", "", 1);
    assert_eq!(rest, lines("err"));
    assert_eq!(apart.user.read("made.txt"), "once");

    let command = on_a_terminal(&apart, "run count.py 0");
    let ended = Attached::start(&apart, command)
        .outage(&mut apart, 1)
        .exits(0);
    let shown = ended.stdout.replace("\r\n", "\n");
    assert_eq!(shown.matches("(Ctrl-C to leave)").count(), 1, "{shown}");
    assert_eq!(shown.matches("connected again").count(), 1, "{shown}");
    for n in 0..100 {
        assert_eq!(shown.matches(&format!("out {n}\n")).count(), 1, "{shown}");
        assert_eq!(shown.matches(&format!("err {n}\n")).count(), 1, "{shown}");
    }
    apart.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_lives_through_the_death_of_the_control_plane() {
    let mut apart = Apart::start().await;
    apart.user.write("in/0", "").write("in/1", "");
    let script = COUNT.replace("int(sys.argv[1])", "int(sys.argv[1][-1])");
    apart.user.write("count.py", script);
    let words = ["run", "count.py", "--batch", "in/0", "in/1"];
    let command = apart.user.command(&words);
    let ended = Attached::start(&apart, command)
        .outage(&mut apart, 2)
        .exits(1);
    let ended = ended
        .says("rgrid: the server does not answer; the batch is not lost; trying again\n")
        .says("rgrid: connected again\n")
        .says("1 of 2 succeeded, 1 failed");
    assert_eq!(ended.stderr.matches("connected again").count(), 1);
    assert_eq!(apart.user.read("outputs/0/made.txt"), "once");
    assert_eq!(apart.user.read("outputs/1/made.txt"), "once");

    fs::remove_dir_all(apart.user.path("outputs")).unwrap();
    let command = on_a_terminal(&apart, &words.join(" "));
    let ended = Attached::start(&apart, command)
        .outage(&mut apart, 2)
        .exits(1);
    assert_eq!(
        ended.stdout.matches("(Ctrl-C to leave)").count(),
        1,
        "{ended:?}"
    );
    assert_eq!(apart.user.read("outputs/1/made.txt"), "once");
    apart.stop().await;
}
