//! Scenario 14: disks and what a job may take of them.

mod neighbours;
mod node;

use rgrid_shared::{
    job::Outcome,
    spec::{JobSpec, Resources},
};

use crate::support::{Grid, Kind, in_memory, python};

on_each_engine!(
    scenario_14_a_full_tmp_is_told_to_the_script_and_takes_nothing_of_the_node,
    scenario_14_a_flood_of_inodes_ends_as_over_its_disk,
    scenario_14_files_that_no_folder_shows_count_all_the_same,
    scenario_14_a_closed_folder_hides_nothing
);

const MEBI: u64 = 1 << 20;

fn within(script: &str, disk: u64) -> JobSpec {
    let mut spec = python(script);
    spec.resources = Resources {
        disk_bytes: disk,
        memory_bytes: 128 * MEBI,
        ..Resources::default()
    };
    spec
}

/// A full `/tmp` is the job's own memory, and not the node's disk.
async fn scenario_14_a_full_tmp_is_told_to_the_script_and_takes_nothing_of_the_node(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
import errno
try:
    with open('/tmp/x', 'wb') as f:
        for i in range(1000): f.write(b'x' * (1 << 20)); n = i
except OSError as e: print(n <= 64, e.errno == errno.ENOSPC)
";
    let (finished, record) = grid.run(within(script, 256 * MEBI)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
    assert_eq!(record.stdout, b"True True\n");
}

/// More files and folders than any job may have, all of them empty.
async fn scenario_14_a_flood_of_inodes_ends_as_over_its_disk(kind: Kind) {
    let (_disk, grid) = in_memory(kind).await;
    let script = r"
import os
for d in range(100_000):
    os.mkdir(f'd{d}')
    for i in range(100): os.close(os.open(f'd{d}/{i}', os.O_CREAT | os.O_WRONLY))
";
    let (finished, _) = grid.run(within(script, 1 << 30)).await;
    assert_eq!(finished.outcome, Outcome::DiskQuota);
}

/// Eight mebibytes in a file that no folder shows.
const HIDDEN: [&str; 5] = [
    "f = open('x', 'wb'); os.unlink('x'); f.write(b); f.flush(); held.append(f)",
    "f = os.fdopen(os.open('.', os.O_TMPFILE | os.O_RDWR), 'wb'); f.write(b); f.flush(); held.append(f)",
    "f = open('x', 'w+b'); os.truncate('x', len(b)); m = mmap.mmap(f.fileno(), len(b)); os.unlink('x'); f.close(); m[:] = b; held.append(m)",
    "f = open('x', 'wb'); os.unlink('x'); f.write(b); f.flush(); held.append(f); len(held) < 4 or lose_first_thread()",
    "f = open('x', 'w+b'); os.truncate('x', len(b)); m = mmap.mmap(f.fileno(), len(b)); os.unlink('x'); f.close(); m[:] = b; held.append(m); len(held) < 4 or lose_first_thread()",
];

/// The process ends in `stay`, whichever of its threads comes there.
fn hiding(hide: &str, seconds: u32) -> String {
    format!(
        r"
import ctypes, mmap, os, threading, time
EXIT_THREAD = 60 if os.uname().machine == 'x86_64' else 93
def stay(): time.sleep({seconds}); os._exit(0)
def lose_first_thread(): threading.Thread(target=stay).start(); ctypes.CDLL(None).syscall(EXIT_THREAD, 0)
b, held = b'x' * (8 << 20), []
for _ in range(4): {hide}
stay()
"
    )
}

/// A file without a name takes as much of the disk as one with a name.
async fn scenario_14_files_that_no_folder_shows_count_all_the_same(kind: Kind) {
    let grid = Grid::on(kind).await;
    for hide in HIDDEN {
        let (within_it, record) = grid.run(within(&hiding(hide, 1), 48 * MEBI)).await;
        assert_eq!(within_it.outcome, Outcome::Exited { code: 0 }, "{record:?}");
        let (over, record) = grid.run(within(&hiding(hide, 40), 16 * MEBI)).await;
        assert_eq!(over.outcome, Outcome::DiskQuota, "{hide} {record:?}");
    }
}

/// A folder that its owner closed is still looked into.
async fn scenario_14_a_closed_folder_hides_nothing(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
import os, time
os.mkdir('closed')
for i in range(4): open(f'closed/{i}', 'wb').write(b'x' * (8 << 20))
os.chmod('closed', 0); time.sleep(40)
";
    let (finished, _) = grid.run(within(script, 16 * MEBI)).await;
    assert_eq!(finished.outcome, Outcome::DiskQuota);
}
