//! Testing: a made-up account, whose ids and times are always the same, and the screen as text.

mod rest;

pub(crate) mod scenes;

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend};
use rgrid_shared::{
    id::{BatchId, JobId, NodeId},
    path::RelPath,
    wire::{batches::Batch, jobs::Job},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{app::App, effect::Effect, message::Message};
pub(crate) use rest::{artifacts, attempts, chunk, cursor, groups, nodes};

/// The time that it is.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-25T12:00:00Z".parse().unwrap()
}

pub(crate) fn ago(seconds: i64) -> DateTime<Utc> {
    now() - TimeDelta::seconds(seconds)
}

pub(crate) fn job_id(number: u128) -> JobId {
    Uuid::from_u128((1 << 100) + number).into()
}

pub(crate) fn batch_id(number: u128) -> BatchId {
    Uuid::from_u128((2 << 100) + number).into()
}

pub(crate) fn node_id(number: u128) -> NodeId {
    Uuid::from_u128((3 << 100) + number).into()
}

/// A job; `fields` replace what it has.
pub(crate) fn job(number: u128, fields: &Value) -> Job {
    let mut job = json!({
        "id": job_id(number), "state": "succeeded", "attempts": 1, "exit_code": 0, "node": node_id(1),
        "created_at": ago(3_600 - i64::try_from(number).unwrap()), "started_at": ago(3_500), "finished_at": ago(3_400),
        "duration_ms": 4_250, "cost_micros": 1_240,
        "spec": { "runtime": "python", "command": ["python", "train.py"], "args": ["--rows", "100"], "env": ["MODE"],
            "secrets": ["TOKEN"], "inputs": [], "resources": {}, "timeout_s": 3_600, "network": false, "retries": 0,
            "metadata": { "team": "red" } },
    });
    for (key, value) in fields.as_object().unwrap() {
        job[key] = value.clone();
    }
    serde_json::from_value(job).unwrap()
}

/// An item of the batch, in the state of its number.
pub(crate) fn item(number: u32) -> Job {
    let states = [
        "succeeded",
        "succeeded",
        "failed",
        "running",
        "queued",
        "held",
    ];
    let state = states[usize::try_from(number).unwrap() % states.len()];
    let mut fields = json!({ "batch": batch_id(1), "index": number, "name": format!("data/part-{number:03}.csv"), "state": state });
    if state == "failed" {
        fields["reason"] = json!("exit_code");
        fields["exit_code"] = json!(1 + number / 6 % 2);
    }
    if !["succeeded", "failed"].contains(&state) {
        for absent in ["duration_ms", "finished_at", "exit_code"] {
            fields[absent] = Value::Null;
        }
        fields["cost_micros"] = json!(0);
        fields["started_at"] = json!(ago(75));
    }
    job(1_000 + u128::from(number), &fields)
}

pub(crate) fn batch(total: u32) -> Batch {
    let each = total / 6;
    serde_json::from_value(json!({
        "id": batch_id(1), "parallel": 10, "total": total, "waiting": total - 4 * each, "running": each,
        "succeeded": 2 * each, "failed": each, "cancelled": 0, "cost_micros": 74_400, "created_at": ago(600),
    }))
    .unwrap()
}

/// The path of this name.
pub(crate) fn path(name: &str) -> RelPath {
    RelPath::new(name).unwrap()
}

/// Presses keys; `Enter`, `Esc` and such are in brackets: `j<Enter>`.
pub(crate) fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (code, after) = match named {
            Some(("Enter", after)) => (KeyCode::Enter, after),
            Some(("Esc", after)) => (KeyCode::Esc, after),
            Some(("Tab", after)) => (KeyCode::Tab, after),
            Some((name, _)) => panic!("no key {name}"),
            None => (KeyCode::Char(c), &rest[c.len_utf8()..]),
        };
        rest = after;
        let event = KeyEvent::new(code, KeyModifiers::NONE);
        effects.extend(app.update(Message::Key(event)));
    }
    effects
}

/// The screen as text.
pub(crate) fn screen(app: &mut App, (wide, high): (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(wide, high)).unwrap();
    terminal
        .draw(|frame| app.draw(frame.area(), frame.buffer_mut()))
        .unwrap();
    let text = terminal.backend().to_string();
    let lines = text.lines().map(|line| line.trim_matches('"').trim_end());
    lines.collect::<Vec<_>>().join("\n")
}
