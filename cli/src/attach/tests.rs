use rgrid_shared::{
    job::{JobState, Reason},
    wire::{jobs::Job, logs::Stream},
};

use super::{verdict, *};
use crate::printer::{Printer, color::ColorWhen};

fn job(state: JobState, reason: Option<Reason>, exit_code: Option<u8>) -> Job {
    let job = serde_json::json!({
        "id": JobId::new(), "state": state, "reason": reason, "exit_code": exit_code, "attempts": 1,
        "created_at": "2026-01-01T00:00:00Z", "cost_micros": 0,
        "spec": { "runtime": "python", "command": [], "args": [], "env": [], "secrets": [], "inputs": [],
            "resources": {}, "timeout_s": 10, "network": false, "retries": 0, "metadata": {} },
    });
    serde_json::from_value(job).unwrap()
}

/// R-E3, R-L3: each kind of end has its code and its sentence.
#[test]
fn every_end_has_its_own_code() {
    use JobState::{Cancelled, Failed, Succeeded, TimedOut};
    let code = |state, reason, exit| verdict::exit_code(&job(state, reason, exit));
    assert_eq!(code(Succeeded, None, Some(0)), 0);
    assert_eq!(code(Failed, Some(Reason::ExitCode), Some(3)), 3);
    assert_eq!(code(Failed, Some(Reason::ExitCode), Some(143)), 143);
    assert_eq!(code(Failed, Some(Reason::Oom), Some(137)), 137);
    assert_eq!(code(TimedOut, Some(Reason::Timeout), Some(124)), 124);
    assert_eq!(code(Cancelled, Some(Reason::Cancelled), None), 248);
    for reason in [
        Reason::LostNode,
        Reason::RunnerDied,
        Reason::Image,
        Reason::DiskQuota,
        Reason::Inputs,
        Reason::Internal,
    ] {
        assert_eq!(code(Failed, Some(reason), None), 247, "{reason}");
    }
}

#[test]
fn every_failure_has_its_sentence_and_success_none() {
    assert_eq!(
        verdict::sentence(&job(JobState::Succeeded, None, Some(0))),
        None
    );
    for reason in Reason::ALL {
        let said = verdict::sentence(&job(JobState::Failed, Some(reason), Some(1))).unwrap();
        assert!(said.contains(' '), "{said}");
    }
    let mut plain = job(JobState::Failed, Some(Reason::ExitCode), Some(2));
    plain.spec.command = vec!["ffmpeg".into()];
    assert_eq!(
        verdict::sentence(&plain).unwrap(),
        "the command exited with code 2"
    );
    let image = job(JobState::Failed, Some(Reason::Image), None);
    assert_eq!(
        verdict::sentence(&image).unwrap(),
        "the image of `python` cannot be pulled"
    );
    assert_eq!(
        verdict::hints(&image).len(),
        1,
        "a runtime is no image of ones own"
    );
    let died = job(JobState::Failed, Some(Reason::RunnerDied), None);
    assert!(verdict::hints(&died)[0].starts_with("rgrid retry job_"));
    let timeout = verdict::sentence(&job(JobState::TimedOut, Some(Reason::Timeout), None)).unwrap();
    assert_eq!(
        timeout,
        "the job ran into its timeout of 10 s (--timeout raises it)"
    );
}

fn silent() -> Show {
    let printer = Printer::new(true, true, ColorWhen::Never);
    Show::for_logs(printer, Some(Stream::Stderr))
}

/// R-L10: bytes that come twice are shown once, and a new attempt begins anew.
#[test]
fn what_was_shown_is_not_shown_again() {
    let mut show = silent();
    show.bytes(1, 0, Stream::Stdout, b"abc").unwrap();
    show.bytes(1, 1, Stream::Stdout, b"bcd").unwrap();
    show.bytes(1, 0, Stream::Stderr, b"ab").unwrap();
    assert_eq!((show.tail().as_str(), show.cursor().pos), ("abcd", 4));
    show.bytes(2, 0, Stream::Stdout, b"x").unwrap();
    show.bytes(1, 4, Stream::Stdout, b"late").unwrap();
    assert_eq!(
        (
            show.tail().as_str(),
            show.cursor().attempt,
            show.cursor().pos
        ),
        ("abcdx", 2, 1)
    );
}

#[test]
fn a_command_that_cannot_be_started_is_our_sentence_when_nothing_else_was_said() {
    let ended = |code, tail: &str| {
        let job = job(JobState::Failed, Some(Reason::ExitCode), Some(code));
        verdict::unstarted(&job, tail)
    };
    let line = "rgrid-init: exec no such failed: Permission denied\n";
    let says = "`no such` cannot be started in this runtime: Permission denied";
    assert_eq!(ended(126, line).unwrap(), says);
    assert_eq!(ended(126, &line.repeat(2)).unwrap(), says, "tried again");
    assert_eq!(ended(1, line), None);
    assert_eq!(ended(126, ""), None);
    assert_eq!(ended(126, &format!("it began\n{line}")), None);
    assert_eq!(ended(127, "rgrid-init: these are no orders\n"), None);
    let lost = job(JobState::Failed, Some(Reason::LostNode), Some(127));
    assert_eq!(verdict::unstarted(&lost, line), None);
}

#[test]
fn only_the_last_of_the_output_is_kept() {
    let mut show = silent();
    show.bytes(1, 0, Stream::Stdout, &vec![b'x'; 1 << 20])
        .unwrap();
    assert_eq!(show.tail().len(), 8 << 10);
}
