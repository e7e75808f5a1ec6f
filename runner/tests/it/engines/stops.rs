//! Jobs ended from outside.

use std::time::{Duration, Instant};

use rgrid_shared::{job::Outcome, spec::Resources, wire::node::ToNode};

use super::restart::sandboxes;
use crate::support::{Grid, Kind, assignment, python, sh, until};

on_each_engine!(
    a_timeout_asks_first_and_keeps_what_was_written,
    a_job_that_ignores_term_is_killed_after_its_grace,
    scenario_36_a_cancelled_job_ends_at_once_and_brings_home_what_it_has,
    scenario_36_a_cancelled_job_that_ignores_term_is_gone_after_its_grace,
    scenario_14_a_job_that_fills_its_disk_is_ended_for_that,
    an_image_that_nobody_has_is_told_in_the_words_of_docker
);

/// Between TERM and KILL.
const GRACE: Duration = Duration::from_secs(10);

/// R-E3.
async fn a_timeout_asks_first_and_keeps_what_was_written(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec =
        sh("trap 'echo bye > bye; exit 0' TERM; echo up; while true; do sleep 0.1; done");
    spec.timeout_s = 1;
    let (finished, _) = grid.run(spec).await;
    assert_eq!(finished.outcome, Outcome::TimedOut);
    assert_eq!(finished.artifacts[0].path.as_str(), "bye");
}

async fn a_job_that_ignores_term_is_killed_after_its_grace(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec = python(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(90)",
    );
    spec.timeout_s = 2;
    let (finished, _) = grid.run(spec).await;
    assert_eq!(finished.outcome, Outcome::TimedOut);
    assert!(
        (6_000..30_000).contains(&finished.usage.duration_ms),
        "{:?}",
        finished.usage
    );
}

async fn scenario_36_a_cancelled_job_ends_at_once_and_brings_home_what_it_has(kind: Kind) {
    let grid = Grid::on(kind).await;
    let attempt = grid
        .plane
        .give(assignment(sh("echo half > half; echo up; exec sleep 60")));
    until("it runs", || grid.plane.record(attempt).pos > 0).await;
    grid.plane.say(ToNode::Cancel { attempt });
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Cancelled);
    assert_eq!(finished.artifacts.len(), 1);
    assert!(finished.usage.duration_ms < 9_000, "{:?}", finished.usage);
}

async fn scenario_36_a_cancelled_job_that_ignores_term_is_gone_after_its_grace(kind: Kind) {
    let grid = Grid::on(kind).await;
    let deaf = python(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(90)",
    );
    let attempt = grid.plane.give(assignment(deaf));
    until("it runs", || grid.plane.record(attempt).pos > 0).await;
    let asked = Instant::now();
    grid.plane.say(ToNode::Cancel { attempt });
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Cancelled);
    let took = asked.elapsed();
    assert!(took < 2 * GRACE, "{took:?}");
    let (plane, _state, ended) = grid.leave().await;
    ended.unwrap();
    assert_eq!(sandboxes(&plane, kind).await, 0);
}

async fn scenario_14_a_job_that_fills_its_disk_is_ended_for_that(kind: Kind) {
    let grid = Grid::on(kind).await;
    let resources = Resources {
        disk_bytes: 8 << 20,
        ..Resources::default()
    };
    let fills = [
        "b = b'x' * (1 << 20)\nfor i in range(100): open(f'f{i}', 'wb').write(b)\nimport time; time.sleep(60)",
        "open('one', 'wb').write(b'x' * (9 << 20))",
        "import os; os.truncate(os.open('sparse', os.O_CREAT | os.O_RDWR), 100 << 20)",
    ];
    for fill in fills {
        let mut spec = python(fill);
        spec.resources = resources;
        let (finished, record) = grid.run(spec).await;
        let sparse = fill.contains("sparse");
        let ends = if sparse {
            Outcome::Exited { code: 1 }
        } else {
            Outcome::DiskQuota
        };
        assert_eq!(finished.outcome, ends, "{fill} {record:?}");
        assert!(finished.artifacts.is_empty() || sparse);
    }
}

async fn an_image_that_nobody_has_is_told_in_the_words_of_docker(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut job = assignment(sh("true"));
    job.image = "127.0.0.1:9/no/such:image".into();
    let attempt = grid.plane.give(job);
    let finished = grid.finished(attempt).await;
    let Outcome::Image { message } = finished.outcome else {
        panic!("{finished:?}")
    };
    assert!(message.contains("no/such:image"), "{message}");
}
