//! `rgrid status -w` (R-L7).

use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::Signal;
use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    interrupts::{ended_by, ticking::ticking},
    scene::Scene,
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};

/// A job and a batch that wait, run, and end, each at another look; the server stumbles once.
fn moving() -> Fake {
    let looks = AtomicUsize::new(0);
    Fake::new(move |_, request| {
        let slot =
            json!({ "waiting_for": { "reason": "slot", "message": "all are taken", "ahead": 2 } });
        let waits = |value| wire::with(value, &slot);
        let running = json!({ "running": 1, "failed": 1 });
        let look = match request.path.as_str() {
            path if path.ends_with("/attempts") => {
                return Reply::Json(200, json!({ "attempts": [] }));
            }
            _ => looks.fetch_add(1, Ordering::SeqCst),
        };
        let job = request.path.ends_with(JOB);
        match look {
            0 | 2 if job => Reply::Json(200, waits(wire::job("queued"))),
            0 | 2 => Reply::Json(200, waits(wire::batch(2, 0, 0))),
            1 => Reply::Cut,
            3 if job => Reply::Json(200, wire::job("running")),
            3 => Reply::Json(200, wire::with(wire::batch(1, 0, 0), &running)),
            _ if job => Reply::Json(200, wire::job("succeeded")),
            _ => Reply::Json(200, wire::batch(0, 2, 0)),
        }
    })
}

#[test]
fn a_watched_job_or_batch_is_told_of_at_each_change_until_its_end() {
    let scene = Scene::new();
    for (id, lines) in [
        (
            JOB,
            [
                "queued: all are taken; 2 jobs come before it",
                "running",
                "succeeded",
            ],
        ),
        (
            BATCH,
            [
                "0/2 done, 0 running; it waits: all are taken; 2 jobs come before it",
                "1/2 done, 1 failed, 1 running",
                "2/2 done, 0 running",
            ],
        ),
    ] {
        let said = scene.run_with(&moving().url, &["status", "-w", id]);
        assert_eq!(said.code, 0, "{}", said.err);
        let told: Vec<_> = said
            .err
            .lines()
            .map(|line| line.trim_start_matches("rgrid: "))
            .collect();
        assert_eq!(told, lines);
        assert!(said.out.contains(id), "{}", said.out);
        let (code, shown) = Terminal::start(&scene, &moving(), 200, &["status", "-w", id]).end();
        assert_eq!(code, 0, "{shown}");
        let json = scene.run_with(&moving().url, &["status", "-w", "--json", id]);
        assert_eq!((json.out.lines().count(), json.err.as_str()), (1, ""));
    }
}

#[test]
fn an_interrupt_only_ends_the_watching() {
    let (scene, fake) = (Scene::new(), ticking(false));
    let child = scene.spawn(&fake, &["status", "-w", JOB]);
    fake.wait_for(JOB);
    let said = ended_by(child, Signal::INT);
    assert_eq!(said.code, 249, "{}", said.err);
    assert!(!fake.asked().iter().any(|asked| asked.ends_with("/cancel")));
}
