//! What an interrupt does: on a terminal, off it, and while files are still being sent (R-L10).

mod closing;
pub(crate) mod ticking;

use std::process::Child;

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    scene::{Said, Scene, said},
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};
use ticking::ticking;

fn scene() -> Scene {
    let scene = Scene::new();
    scene.write("p.py", "").write("big", &"x".repeat(100_000));
    scene
}

pub(crate) fn ended_by(child: Child, signal: Signal) -> Said {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
    said(child.wait_with_output().unwrap())
}

#[test]
fn the_first_interrupt_stops_the_output_and_says_once_how_to_come_back() {
    for (words, id, noun) in [
        (&["run", "p.py"][..], JOB, "job"),
        (&["run", "p.py", "--batch", "big"], BATCH, "batch"),
    ] {
        let (scene, fake) = (scene(), ticking(false));
        let mut terminal = Terminal::start(&scene, &fake, 200, words);
        if noun == "job" {
            terminal.wait_for("tick");
        } else {
            fake.wait_for(&format!("GET /v1/batches/{BATCH}"));
        }
        terminal.interrupt();
        let (code, shown) = terminal.end();
        assert_eq!(code, 249, "{shown}");
        let (_, after) = shown.split_once("^C").unwrap();
        let (_, said) = after.split_once("goes on").unwrap();
        assert!(!said.contains("tick"), "{shown}");
        let says = format!(
            "rgrid: the {noun} goes on; Ctrl-C again within 3 s cancels it, Enter leaves now\n"
        );
        assert_eq!(after.matches(&says).count(), 1, "{shown}");
        assert_eq!(after.matches("goes on").count(), 1, "{shown}");
        let back =
            ["watches it and fetches its files", "comes back to it"][usize::from(noun == "job")];
        assert!(after.contains(back), "{shown}");
        assert_eq!(
            after.matches(&format!("hint: rgrid cancel {id}")).count(),
            1,
            "{shown}"
        );
        assert!(!fake.asked().iter().any(|asked| asked.ends_with("/cancel")));
    }
}

#[test]
fn the_second_interrupt_cancels() {
    for (words, id) in [
        (&["run", "p.py"][..], JOB),
        (&["run", "p.py", "--batch", "big"], BATCH),
    ] {
        let (scene, fake) = (scene(), ticking(false));
        let mut terminal = Terminal::start(&scene, &fake, 200, words);
        fake.wait_for("GET /v1/jobs");
        terminal.interrupt();
        terminal.wait_for("goes on");
        terminal.interrupt();
        let (code, shown) = terminal.end();
        assert_eq!(code, 248, "{shown}");
        assert!(
            fake.asked()
                .contains(&format!("POST {}/cancel", wire::path(id))),
            "{shown}"
        );
        assert!(shown.contains("cancelled"), "{shown}");
    }
}

#[test]
fn off_a_terminal_one_signal_cancels() {
    for (words, signal) in [
        (&["run", "p.py"][..], Signal::TERM),
        (&["run", "p.py", "--batch", "big"], Signal::INT),
    ] {
        let (scene, fake) = (scene(), ticking(false));
        let child = scene.spawn(&fake, words);
        fake.wait_for("GET /v1/jobs");
        let said = ended_by(child, signal);
        assert_eq!(said.code, 248, "{}", said.err);
        assert!(said.err.contains("cancelled"), "{}", said.err);
    }
}

#[test]
fn following_a_log_ends_at_once_and_cancels_nothing() {
    let (scene, fake) = (scene(), ticking(false));
    let child = scene.spawn(&fake, &["logs", "-f", JOB]);
    fake.wait_for("/logs?");
    let said = ended_by(child, Signal::INT);
    assert_eq!((said.code, said.err.as_str()), (249, ""));
}

/// A job whose files did not all arrive can never start.
#[test]
fn an_interrupt_before_everything_was_sent_cancels() {
    for (words, id) in [
        (&["run", "p.py", "big"][..], JOB),
        (&["run", "--detach", "p.py", "big"], JOB),
        (&["run", "p.py", "--batch", "big"], BATCH),
        (&["run", "--detach", "p.py", "--batch", "big"], BATCH),
    ] {
        let (scene, fake) = (scene(), ticking(true));
        let child = scene.spawn(&fake, words);
        fake.wait_for("PUT /put");
        let said = ended_by(child, Signal::INT);
        assert_eq!(said.code, 248, "{words:?}: {}", said.err);
        let says = format!("rgrid: interrupted before all files were sent; {id} is cancelled\n");
        assert!(said.err.starts_with(&says), "{words:?}: {}", said.err);
        assert!(
            fake.asked()
                .contains(&format!("POST {}/cancel", wire::path(id))),
            "{words:?}"
        );
    }
}

/// Who does not want to cancel need not wait: another key gives the prompt back, and is left to the shell.
#[test]
fn another_key_after_an_interrupt_leaves_at_once() {
    let (scene, fake) = (scene(), ticking(false));
    let mut terminal = Terminal::start(&scene, &fake, 200, &["run", "p.py"]);
    fake.wait_for("/logs?");
    terminal.interrupt();
    terminal.wait_for(&format!("hint: rgrid cancel {JOB}"));
    terminal.press("l");
    terminal.wait_until_it_ended();
    let (code, shown) = terminal.end();
    assert_eq!(code, 249, "{shown}");
    assert!(!fake.asked().iter().any(|asked| asked.ends_with("/cancel")));
}
