//! Keys, clicks and news, made up.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use fastrand::Rng;
use rgrid_shared::wire::logs::Stream;

use crate::{
    message::{Hits, News, Part, Progress},
    store::Link,
    testing::{
        artifacts, attempts, batch, batch_id, chunk, cursor, groups, item, job, job_id, nodes, now,
        path,
    },
};

pub(super) fn key(rng: &mut Rng) -> KeyEvent {
    let codes = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Backspace,
        KeyCode::Delete,
    ];
    let code = match rng.u8(0..10) {
        0..3 => codes[rng.usize(0..codes.len())],
        3 => KeyCode::Char(rng.char(' '..'\u{3000}')),
        _ => KeyCode::Char(rng.char(' '..='~')),
    };
    let modifiers = match rng.u8(0..10) {
        0 => KeyModifiers::CONTROL,
        1 => KeyModifiers::ALT,
        _ => KeyModifiers::NONE,
    };
    KeyEvent::new(code, modifiers)
}

pub(super) fn mouse(rng: &mut Rng) -> MouseEvent {
    let kinds = [
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::Moved,
    ];
    MouseEvent {
        kind: kinds[rng.usize(0..kinds.len())],
        column: rng.u16(0..300),
        row: rng.u16(0..100),
        modifiers: KeyModifiers::NONE,
    }
}

#[expect(clippy::too_many_lines, reason = "a line for each kind of news")]
pub(super) fn news(rng: &mut Rng) -> News {
    let id = if rng.bool() {
        job_id(rng.u128(1..9))
    } else {
        job_id(1_000 + rng.u128(0..60))
    };
    let pos = rng.u64(0..1_000);
    let line = "x".repeat(rng.usize(0..300))
        + if rng.bool() {
            "\n"
        } else {
            "\u{1b}[31m日本\r"
        };
    let stream = if rng.bool() {
        Stream::Stdout
    } else {
        Stream::Stderr
    };
    match rng.u8(0..15) {
        0 => News::Link(Link::Lost {
            why: "gone".into(),
            since: rng.bool().then(now),
        }),
        1 => News::Link(Link::Live),
        2 => News::Changed(vec![item(rng.u32(0..60))], vec![batch(rng.u32(0..200))]),
        3 => News::Loaded(rng.bool()),
        4 => News::Nodes(rng.bool().then(nodes)),
        5 => News::Job(
            Box::new(job(rng.u128(1..9), &serde_json::json!({}))),
            attempts(),
        ),
        6 => News::Failures(batch_id(1), if rng.bool() { groups() } else { Vec::new() }),
        7 => News::Artifacts(id, if rng.bool() { artifacts() } else { Vec::new() }),
        8 => News::Preview(
            id,
            path("result.csv"),
            b"a,b\n1,2\n".repeat(rng.usize(0..50)),
        ),
        9 => News::Log(
            id,
            Part::Anew(
                vec![chunk(stream, pos, &line.repeat(rng.usize(0..40)))],
                cursor(pos),
            ),
        ),
        10 => News::Log(
            id,
            Part::Next(
                vec![chunk(stream, pos, &line.repeat(rng.usize(0..40)))],
                cursor(pos),
            ),
        ),
        11 => News::Log(id, Part::Before(vec![chunk(stream, pos, &line)])),
        12 => News::Log(
            id,
            if rng.bool() {
                Part::End
            } else {
                Part::Lost("gone".into())
            },
        ),
        13 => News::Hits(
            id,
            Hits {
                pattern: "x".into(),
                at: vec![rng.u64(0..1_000)],
                done: rng.bool(),
            },
        ),
        _ => News::Progress(Progress {
            files: 1,
            of_files: 2,
            bytes: rng.u64(..),
            of_bytes: rng.u64(..),
        }),
    }
}
