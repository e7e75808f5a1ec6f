//! How commands end.

use rgrid_shared::{job::Outcome, spec::Resources};

use crate::support::{Grid, Kind, command, python, sh};

on_each_engine!(
    each_command_ends_as_it_does_at_home,
    a_job_over_its_memory_ends_as_out_of_memory,
    what_a_job_used_is_told
);

/// R-E3.
async fn each_command_ends_as_it_does_at_home(kind: Kind) {
    let grid = Grid::on(kind).await;
    let ends = [
        (sh("exit 0"), 0),
        (sh("exit 3"), 3),
        (sh("kill -KILL $$"), 137),
        (sh("kill -TERM $$"), 143),
        (command(&["no-such-command"]), 127),
        (command(&["/etc/passwd"]), 126),
    ];
    for (spec, code) in ends {
        let (finished, record) = grid.run(spec.clone()).await;
        assert_eq!(
            finished.outcome,
            Outcome::Exited { code },
            "{:?} {record:?}",
            spec.command
        );
        if code == 127 {
            assert!(String::from_utf8_lossy(&record.stderr).contains("no-such-command"));
        }
    }
}

/// R-E3.
async fn a_job_over_its_memory_ends_as_out_of_memory(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec = python("x = bytearray(400 << 20)");
    spec.resources = Resources {
        memory_bytes: 64 << 20,
        ..Resources::default()
    };
    let (finished, _) = grid.run(spec.clone()).await;
    assert_eq!(finished.outcome, Outcome::Oom);
    // Also when only a child of the command was ended for it.
    spec.command = sh("python3 -c 'x = bytearray(400 << 20)'; exit $?").command;
    let (finished, _) = grid.run(spec).await;
    assert_eq!(finished.outcome, Outcome::Oom);
}

async fn what_a_job_used_is_told(kind: Kind) {
    let grid = Grid::on(kind).await;
    let spec = python("x = bytearray(100 << 20)\nn = 0\nwhile n < 3_000_000: n += 1");
    let (finished, _) = grid.run(spec).await;
    let usage = finished.usage;
    assert!(usage.duration_ms > 100, "{usage:?}");
    assert!(usage.cpu_ms > 50, "{usage:?}");
    assert!(usage.max_memory_bytes > 100 << 20, "{usage:?}");
}
