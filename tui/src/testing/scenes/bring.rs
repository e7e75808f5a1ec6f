//! What the server brings to each screen.

use rgrid_shared::wire::logs::Stream;
use serde_json::json;

use super::tell;
use crate::{
    action::Kind,
    app::App,
    message::{News, Part},
    testing::{artifacts, attempts, batch_id, chunk, cursor, groups, job, job_id},
};

pub(super) fn bring(app: &mut App, kind: Kind, target: rgrid_shared::id::JobId) {
    match kind {
        Kind::Batch => tell(app, News::Failures(batch_id(1), groups())),
        Kind::Job => {
            let failed = target == job_id(2);
            let fields = if failed {
                json!({ "state": "failed", "reason": "exit_code", "exit_code": 3, "attempts": 2 })
            } else {
                json!({})
            };
            let whole = job(if failed { 2 } else { 1 }, &fields);
            tell(
                app,
                News::Job(
                    Box::new(whole),
                    if failed { attempts() } else { Vec::new() },
                ),
            );
        }
        Kind::Logs => {
            let lines = (1..=50).map(|line| format!("epoch {line}: loss 0.{line:03}\n"));
            let text = lines.collect::<Vec<_>>().concat();
            let length = u64::try_from(text.len()).unwrap();
            let error = "ValueError: \u{1b}[31mrow 7\u{1b}[0m has no price\n";
            let chunks = vec![
                chunk(Stream::Stdout, 0, &text),
                chunk(Stream::Stderr, length, error),
            ];
            tell(
                app,
                News::Log(target, Part::Anew(chunks, cursor(length + 43))),
            );
        }
        Kind::Artifacts => tell(app, News::Artifacts(target, artifacts())),
        Kind::Jobs | Kind::Cost | Kind::Nodes | Kind::Help => {}
    }
}

pub(super) fn bring_nothing(app: &mut App, kind: Kind, target: rgrid_shared::id::JobId) {
    match kind {
        Kind::Logs => {
            tell(app, News::Log(target, Part::Anew(Vec::new(), cursor(0))));
            tell(app, News::Log(target, Part::End));
        }
        Kind::Artifacts => tell(app, News::Artifacts(target, Vec::new())),
        _ => {}
    }
}
