//! Scenes: every screen in each of its states.

mod bring;

use serde_json::json;

use super::{ago, batch, batch_id, item, job, job_id, nodes, now, press};
use crate::{
    action::Kind,
    app::App,
    keys::Keymap,
    message::{Message, News},
    store::Link,
    theme::{Look, Palette},
};
use bring::{bring, bring_nothing};

/// In which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scene {
    Loading,
    Empty,
    Full,
    Failed,
    Offline,
}

impl Scene {
    pub(crate) const ALL: [Self; 5] = [
        Self::Loading,
        Self::Empty,
        Self::Full,
        Self::Failed,
        Self::Offline,
    ];
}

pub(crate) fn tell(app: &mut App, news: News) {
    app.update(Message::News(news));
}

pub(crate) fn app() -> App {
    let look = Look {
        palette: Palette::Dark,
        ascii: false,
    };
    let mut app = App::new("local  http://127.0.0.1:7430", look, Keymap::default());
    app.update(Message::Now(now()));
    app
}

/// An account with jobs of each kind, a batch of sixty items and three nodes.
pub(crate) fn fill(app: &mut App) {
    let mut jobs = vec![
        job(1, &json!({})),
        job(
            2,
            &json!({ "state": "failed", "reason": "exit_code", "exit_code": 3, "message": null, "attempts": 2 }),
        ),
        job(
            3,
            &json!({ "state": "failed", "reason": "oom", "exit_code": 137, "message": "it used more memory than its limit" }),
        ),
        job(
            4,
            &json!({ "state": "timed_out", "reason": "timeout", "exit_code": 124 }),
        ),
        job(
            5,
            &json!({ "state": "cancelled", "reason": "cancelled", "exit_code": null }),
        ),
        job(
            6,
            &json!({ "state": "running", "exit_code": null, "finished_at": null, "duration_ms": null, "cost_micros": 0, "started_at": ago(65) }),
        ),
        job(
            7,
            &json!({ "state": "queued", "exit_code": null, "finished_at": null, "duration_ms": null, "cost_micros": 0, "started_at": null, "node": null, "attempts": 0,
            "waiting_for": { "reason": "slot", "message": "every node has as many jobs as it takes", "hint": "rgrid nodes", "ahead": 12 } }),
        ),
        job(
            8,
            &json!({ "name": "evil\u{1b}[2Jname", "cost_micros": 2_500_000 }),
        ),
    ];
    jobs.extend((0..60).map(item));
    tell(app, News::Changed(jobs, vec![batch(60)]));
    tell(app, News::Nodes(Some(nodes())));
    tell(app, News::Loaded(false));
    tell(app, News::Link(Link::Live));
}

/// The screen `kind` in the state `scene`.
pub(crate) fn scene(kind: Kind, scene: Scene) -> App {
    let mut app = app();
    match scene {
        Scene::Loading => {}
        Scene::Empty => {
            tell(&mut app, News::Nodes(Some(Vec::new())));
            tell(&mut app, News::Loaded(false));
            tell(&mut app, News::Link(Link::Live));
        }
        Scene::Full | Scene::Failed | Scene::Offline => fill(&mut app),
    }
    let target = if scene == Scene::Failed {
        job_id(2)
    } else {
        job_id(1)
    };
    go(&mut app, kind, target);
    match scene {
        Scene::Full | Scene::Failed => bring(&mut app, kind, target),
        Scene::Empty => bring_nothing(&mut app, kind, target),
        Scene::Loading | Scene::Offline => {}
    }
    if scene == Scene::Failed {
        tell(
            &mut app,
            News::Refused("the server answered 500 Internal Server Error".into()),
        );
    }
    if scene == Scene::Offline {
        let why = "cannot reach http://127.0.0.1:7430: Connection refused (os error 111)".into();
        tell(
            &mut app,
            News::Link(Link::Lost {
                why,
                since: Some(ago(42)),
            }),
        );
    }
    app
}

fn go(app: &mut App, kind: Kind, target: rgrid_shared::id::JobId) {
    use crate::screens::{artifacts::Artifacts, batch::Batch, job::Job, logs::Logs};
    match kind {
        Kind::Jobs => {}
        Kind::Cost => drop(press(app, "2")),
        Kind::Nodes => drop(press(app, "3")),
        Kind::Help => drop(press(app, "?")),
        Kind::Batch => drop(app.show(Box::new(Batch::of(batch_id(1))))),
        Kind::Job => drop(app.show(Box::new(Job::of(target)))),
        Kind::Logs => drop(app.show(Box::new(Logs::of(vec![target])))),
        Kind::Artifacts => drop(app.show(Box::new(Artifacts::of(target)))),
    }
}
