//! Commands in a real terminal (R-L8, R-L10).

use std::process::Command;

use super::{apart::parts::Apart, support::Pane};

/// Prints a numbered line every tenth of a second, and ends with 3.
const COUNT: &str = "import sys, time
for n in range(100):
    print('line', n, flush=True)
    time.sleep(0.1)
sys.exit(3)
";

/// A terminal in which the command runs, and then says with what it ended.
fn shell(command: &Command) -> Pane {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", r#""$0" "$@"; echo "ended with $?"; cat"#])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(command.get_current_dir().unwrap());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    Pane::open(&shell)
}

/// The log ends with 0, who is attached with the script's code; both have every line once.
#[tokio::test(flavor = "multi_thread")]
async fn who_watches_in_a_terminal_lives_through_the_death_of_the_control_plane() {
    let mut apart = Apart::start().await;
    apart.user.write("count.py", COUNT);
    let job = apart.rgrid(&["run", "--detach", "count.py"]).exits(0);
    let job = job.stdout.trim();
    let watch = |words: &[&str]| shell(&apart.with_key(apart.user.command(words)));
    let watching = [watch(&["logs", "-f", job]), watch(&["attach", job])];
    for pane in &watching {
        pane.line("its first lines", |line| line == "line 3");
    }
    apart.kill_server();
    for pane in &watching {
        pane.shows("does not answer");
    }
    apart.start_server();
    let lines: Vec<_> = (0..100).map(|n| format!("line {n}")).collect();
    for (pane, code) in watching.iter().zip([0, 3]) {
        pane.shows(&format!("ended with {code}"));
        let all = pane.all();
        let told: Vec<_> = all
            .lines()
            .filter(|line| line.starts_with("line "))
            .collect();
        assert_eq!(told, lines, "{all}");
    }
    drop(watching);
    apart.stop().await;
}

/// The address can be left as it is said; the key is never on the screen.
#[tokio::test(flavor = "multi_thread")]
async fn init_asks_two_questions_and_shows_no_key() {
    let apart = Apart::without_node().await;
    let known = apart.with_key(apart.user.command(&[]));
    let value = |name: &str| {
        let mut envs = known.get_envs();
        let (_, value) = envs.find(|(found, _)| *found == name).unwrap();
        value.unwrap().to_str().unwrap().to_owned()
    };
    let (url, key) = (value("RGRID_URL"), value("RGRID_API_KEY"));
    let pane = shell(&apart.user.command(&["init"]));
    pane.shows("address of the server [http://127.0.0.1:7430]:");
    pane.write(&url)
        .press(&["Enter"])
        .shows("API key (not shown):");
    pane.write(&key).press(&["Enter"]).shows("ended with 0");
    assert!(!pane.all().contains(&key[..12]), "{}", pane.all());
    apart.user.rgrid(&["list"]).exits(0);
    drop(pane);
    apart.stop().await;
}
