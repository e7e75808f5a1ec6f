//! The program itself, in a sandbox of namespaces alone.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod join;
mod support;

use std::{
    io::{Read as _, Write as _},
    process::Command,
};

use rgrid_init::line::Word;
use support::Sandbox;

fn ended(words: &[&str]) -> (Word, String) {
    let mut sandbox = Sandbox::start();
    sandbox.order(words, &[("FROM", "job"), ("SECRET", "known")]);
    let mut word = sandbox.hear().unwrap();
    if word == Word::Started {
        word = sandbox.hear().unwrap();
    }
    let (said, code) = sandbox.end();
    let Word::Ended(told) = word else {
        panic!("{word:?}")
    };
    assert_eq!(
        code,
        Some(i32::from(told)),
        "the program ends as the command did"
    );
    (word, said)
}

#[test]
fn a_command_runs_with_its_streams_and_environment() {
    let (word, said) = ended(&["sh", "-c", "echo $FROM $SECRET; echo err >&2; exit 3"]);
    assert_eq!((word, &*said), (Word::Ended(3), "job known\nerr\n"));
}

#[test]
fn ends_are_told_as_a_shell_tells_them() {
    assert_eq!(ended(&["sh", "-c", "kill -KILL $$"]).0, Word::Ended(137));
    let (word, said) = ended(&["/no/such", "word"]);
    assert_eq!(word, Word::Ended(127));
    assert!(said.contains("/no/such"), "{said}");
    assert_eq!(ended(&["/etc/passwd"]).0, Word::Ended(126));
    assert_eq!(ended(&[]).0, Word::Ended(127));
}

/// R-E1: nothing of the first process is open to the command.
#[test]
fn a_command_starts_clean() {
    let script =
        "ls /proc/self/fd | wc -l; grep -E 'Sig(Blk|Ign)' /proc/self/status | tr -d '\\t\\n'";
    // Who runs the tests may have given us more than three streams.
    let ours = Command::new("sh").args(["-c", script]).output().unwrap();
    let (_, said) = ended(&["sh", "-c", script]);
    assert_eq!(said, String::from_utf8(ours.stdout).unwrap());
}

#[test]
fn a_signal_reaches_the_command_alone_and_orphans_are_reaped() {
    let mut sandbox = Sandbox::start();
    let script = "trap 'echo asked; exit 9' TERM; (true &); echo up; read line; while :; do sleep 0.01; done";
    sandbox.order(&["sh", "-c", script], &[]);
    assert_eq!(sandbox.hear(), Some(Word::Started));
    let mut up = [0; 3];
    sandbox.output.read_exact(&mut up).unwrap();
    sandbox.input.write_all(b"go\n").unwrap();
    // The second is no signal.
    sandbox.line.write_all(&[15, 255]).unwrap();
    assert_eq!(sandbox.hear(), Some(Word::Ended(9)));
    assert_eq!(sandbox.end(), ("asked\n".into(), Some(9)));
}

/// When the end is told, nothing runs that could still change a file.
#[test]
fn what_a_command_leaves_running_is_ended_before_the_end_is_told() {
    let mut sandbox = Sandbox::start();
    sandbox.order(&["sh", "-c", "setsid sleep 600 & exit 0"], &[]);
    assert_eq!(sandbox.hear(), Some(Word::Started));
    assert_eq!(sandbox.hear(), Some(Word::Ended(0)));
    // Nobody but us has the pipe open, or this would wait for the sleeper.
    let [stdin, stdout, stderr] = sandbox.streams;
    drop((stdin, stdout, stderr));
    let mut rest = String::new();
    sandbox.output.read_to_string(&mut rest).unwrap();
    drop(sandbox.line);
    assert_eq!(sandbox.init.wait().unwrap().code(), Some(0));
}

#[test]
fn a_runner_that_leaves_ends_the_command() {
    let sandbox = Sandbox::start();
    sandbox.order(&["sleep", "600"], &[]);
    assert_eq!(sandbox.end().1, Some(137));
    assert_eq!(
        Sandbox::start().end().1,
        Some(0),
        "without orders it just goes"
    );
}

#[test]
fn orders_that_are_none_end_the_sandbox_with_a_word() {
    let mut sandbox = Sandbox::start();
    sandbox.line.write_all(&[255; 8]).unwrap();
    let mut said = String::new();
    sandbox
        .init
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!(said, "rgrid-init: these are no orders\n");
    assert_eq!(sandbox.init.wait().unwrap().code(), Some(1));
}

#[test]
fn the_version_is_told_and_a_runner_that_is_not_there_is_an_error() {
    let program = || Command::new(env!("CARGO_BIN_EXE_rgrid-init"));
    assert!(program().arg("--version").status().unwrap().success());
    assert_eq!(program().output().unwrap().status.code(), Some(1));
}
