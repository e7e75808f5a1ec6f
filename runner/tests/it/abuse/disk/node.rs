//! Scenario 14: the node's own disk is nearly full.

use std::sync::Arc;

use rgrid_runner::engine::scripted::ScriptedEngine;
use rgrid_shared::job::Outcome;

use super::{MEBI, within};
use crate::support::{Grid, Kind, Plane, SmallDisk, assignment, sh, until};

on_each_maker!(a_disk_that_fills_by_nobody_knows_whom_is_never_full);

/// What already runs goes on; nothing new is taken until there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_14_no_work_is_taken_while_the_disk_is_nearly_full() {
    let Some(disk) = SmallDisk::new(64) else {
        return;
    };
    let filler = disk.path().join("filler");
    std::fs::write(&filler, vec![0; 40 << 20]).unwrap();
    let plane = Plane::start().await;
    plane.lock().lease_s = 3;
    let engine = Arc::new(ScriptedEngine::new(|_| Ok(Vec::new())));
    let floor = |config: &mut rgrid_runner::Config| config.disk_floor_bytes = 32 * MEBI;
    let grid = Grid::start_in(plane, disk.folder(), engine.clone(), floor);
    let attempt = grid.plane.give(assignment(sh("")));
    until("it beats", || grid.plane.lock().beats >= 3).await;
    assert_eq!(engine.started(), []);
    std::fs::remove_file(&filler).unwrap();
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
}

/// Files that are on their way between two sockets of a job: neither folder nor process shows them.
const IN_FLIGHT: &str = r"
import array, os, socket, time
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
for _ in range(60):
    f = open('x', 'wb'); os.unlink('x')
    a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [f.fileno()]))])
    f.write(b'x' * (1 << 20)); f.close(); time.sleep(0.1)
time.sleep(40)
";

/// Scenario 14: bytes that nothing shows are at the node's cost, so the node ends the job before
/// its disk is full, and works on.
async fn a_disk_that_fills_by_nobody_knows_whom_is_never_full(kind: Kind) {
    let Some(disk) = SmallDisk::new(64) else {
        return;
    };
    let state = disk.folder();
    let engine = kind.engine(state.path()).await;
    let floor = |config: &mut rgrid_runner::Config| config.disk_floor_bytes = 32 * MEBI;
    let grid = Grid::start_in(Plane::start().await, state, engine, floor);
    let (finished, record) = grid.run(within(IN_FLIGHT, 16 * MEBI)).await;
    let Outcome::Internal { message } = finished.outcome else {
        panic!("{:?} {record:?}", finished.outcome)
    };
    assert!(
        message.contains("disk") && message.contains("full"),
        "{message}"
    );
    let (next, _) = grid.run(sh("exit 0")).await;
    assert_eq!(next.outcome, Outcome::Exited { code: 0 });
}
