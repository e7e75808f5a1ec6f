//! Scenarios 11 and 12: processes and memory without end.

use rgrid_shared::{
    job::Outcome,
    spec::{JobSpec, Resources},
    wire::node::ToNode,
};

use crate::support::{Grid, Kind, assignment, python, sh, until};

on_each_engine!(
    scenario_11_a_fork_bomb_stays_within_its_processes_and_others_work_beside_it,
    scenario_12_a_memory_hog_ends_as_out_of_memory_and_swap_does_not_save_it
);

fn small(mut spec: JobSpec) -> JobSpec {
    spec.resources = Resources {
        memory_bytes: 128 << 20,
        pids: 40,
        disk_bytes: 64 << 20,
        cpu_millis: 500,
    };
    spec
}

const BOMB: &str = r"
import os
print('up', flush=True)
while True:
    try: os.fork()
    except OSError: pass
";

/// Each child forks on, and so does what is left of them.
async fn scenario_11_a_fork_bomb_stays_within_its_processes_and_others_work_beside_it(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut bomb = small(python(BOMB));
    bomb.timeout_s = 600;
    let bomb = grid.plane.give(assignment(bomb));
    until("it runs", || grid.plane.record(bomb).pos > 0).await;
    let (beside, _) = grid.run(sh("exit 0")).await;
    assert_eq!(beside.outcome, Outcome::Exited { code: 0 });
    assert!(!grid.plane.record(bomb).accepted, "the bomb still runs");
    grid.plane.say(ToNode::Cancel { attempt: bomb });
    let ended = grid.finished(bomb).await;
    assert_eq!(ended.outcome, Outcome::Cancelled, "{ended:?}");
}

/// Memory that would be swapped out elsewhere, and memory of a file in `/dev/shm`.
async fn scenario_12_a_memory_hog_ends_as_out_of_memory_and_swap_does_not_save_it(kind: Kind) {
    let grid = Grid::on(kind).await;
    let hogs = [
        "import mmap\nm = mmap.mmap(-1, 300 << 20)\nfor i in range(0, 300 << 20, 4096): m[i] = 1",
        "b = []\nwhile True: b.append(bytearray(1 << 20))",
        "import os\nx = bytearray(100 << 20)\nf = open('/dev/shm/x', 'wb')\nfor _ in range(60): f.write(b'x' * (1 << 20))",
    ];
    for hog in hogs {
        let (finished, record) = grid.run(small(python(hog))).await;
        assert_eq!(finished.outcome, Outcome::Oom, "{hog} {record:?}");
        assert!(finished.usage.max_memory_bytes <= 129 << 20, "{finished:?}");
    }
    let (next, _) = grid.run(sh("exit 0")).await;
    assert_eq!(
        next.outcome,
        Outcome::Exited { code: 0 },
        "the node works on"
    );
}
