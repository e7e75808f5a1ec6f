//! Scenario 14: who leaves a disk that is nearly full, and who stays.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use rgrid_runner::{
    Config,
    engine::{
        SandboxSpec,
        scripted::{ScriptedEngine, Step},
    },
};
use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    job::Outcome,
    path::RelPath,
    spec::Input,
    wire::{
        blobs::SignedUrl,
        node::{Assignment, Source},
    },
};

use super::{MEBI, within};
use crate::support::{Grid, Kind, Plane, SmallDisk, assignment, sh, until};

fn floor(config: &mut Config) {
    config.disk_floor_bytes = 32 * MEBI;
}

/// A hog writes much more than it may take of this disk, all others wait longer than that takes.
fn greedy(spec: &SandboxSpec) -> Vec<Step> {
    if spec.command.last().is_none_or(|word| word != "hog") {
        return vec![Step::Sleep(Duration::from_secs(6))];
    }
    let mebibyte = Bytes::from(vec![b'x'; 1 << 20]);
    let steps = (0..60).flat_map(|n| {
        let path = RelPath::new(format!("{n}")).unwrap();
        let pause = Step::Sleep(Duration::from_millis(40));
        [Step::Write(path, mebibyte.clone()), pause]
    });
    steps.chain([Step::Hang]).collect()
}

/// A job that is given so many zeros.
fn given(plane: &Plane, size: usize) -> Assignment {
    let mut job = assignment(sh("wait"));
    job.spec.inputs.push(Input {
        path: RelPath::new("in").unwrap(),
        digest: Digest::of(&vec![0; size]),
        size: size as u64,
        executable: false,
    });
    let url = format!("{}/zeros/{size}", plane.lock().base);
    let headers = [].into();
    job.inputs.push(Source::Get(SignedUrl { url, headers }));
    job
}

async fn two(grid: &Grid, first: &str, second: &str) -> [AttemptId; 2] {
    let first = grid.plane.give(assignment(sh(first)));
    until("it has come", || grid.folders() == 1).await;
    [first, grid.plane.give(assignment(sh(second)))]
}

/// Scenario 14: the hog leaves, old or young, within its own limit or not.
#[tokio::test(flavor = "multi_thread")]
async fn the_one_that_fills_the_disk_of_the_node_leaves_and_its_neighbour_stays() {
    for hog in [0, 1] {
        let Some(disk) = SmallDisk::new(64) else {
            return;
        };
        let engine = Arc::new(ScriptedEngine::new(|spec| Ok(greedy(spec))));
        let grid = Grid::start_in(Plane::start().await, disk.folder(), engine, floor);
        let mut scripts = ["wait", "wait"];
        scripts[hog] = "hog";
        let both = two(&grid, scripts[0], scripts[1]).await;
        let ended = grid.finished(both[hog]).await.outcome;
        assert_eq!(ended, Outcome::DiskQuota);
        let neighbour = grid.finished(both[1 - hog]).await.outcome;
        assert_eq!(neighbour, Outcome::Exited { code: 0 });
    }
}

/// Scenario 14: a disk that somebody else fills costs one job at a time, the youngest first.
#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_is_to_blame_only_the_youngest_leaves() {
    let Some(disk) = SmallDisk::new(64) else {
        return;
    };
    let engine = Arc::new(ScriptedEngine::new(|spec| Ok(greedy(spec))));
    let grid = Grid::start_in(Plane::start().await, disk.folder(), engine.clone(), floor);
    let [old, young] = two(&grid, "wait", "wait").await;
    until("both run", || engine.live() == 2).await;
    let filler = disk.path().join("filler");
    std::fs::write(&filler, vec![0; 50 << 20]).unwrap();
    let Outcome::Internal { message } = grid.finished(young).await.outcome else {
        panic!("the youngest leaves")
    };
    assert!(message.contains("nearly full"), "{message}");
    std::fs::remove_file(&filler).unwrap();
    assert_eq!(
        grid.finished(old).await.outcome,
        Outcome::Exited { code: 0 }
    );
}

/// Scenario 14: a job whose inputs fill the disk makes the room itself, and is tried elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_of_inputs_that_fill_the_disk_stays() {
    let Some(disk) = SmallDisk::new(64) else {
        return;
    };
    let engine = Arc::new(ScriptedEngine::new(|spec| Ok(greedy(spec))));
    let grid = Grid::start_in(Plane::start().await, disk.folder(), engine.clone(), floor);
    let hog = given(&grid.plane, 52 << 20);
    let wait = grid.plane.give(assignment(sh("wait")));
    until("it runs", || engine.live() == 1).await;
    let outcome = grid.finished(grid.plane.give(hog)).await.outcome;
    assert!(outcome.is_infrastructure(), "{outcome:?}");
    let message = outcome.ending().message.unwrap();
    assert!(message.contains("nearly full"), "{message}");
    let neighbour = grid.finished(wait).await.outcome;
    assert_eq!(neighbour, Outcome::Exited { code: 0 });
    assert_eq!(engine.started().len(), 1, "nothing starts on a full disk");
}

/// Scenario 14: a hog that hides what it takes is found all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_of_a_hog_that_hides_its_bytes_stays() {
    let Some(disk) = SmallDisk::new(64) else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let engine = Kind::Docker.engine(home.path()).await;
    let grid = Grid::start_in(Plane::start().await, disk.folder(), engine, floor);
    let hog = r"
import os, time
f = open('x', 'wb', buffering=0); os.unlink('x')
for _ in range(60): f.write(b'x' * (1 << 20)); time.sleep(0.04)
time.sleep(60)
";
    let hog = grid.plane.give(assignment(within(hog, 256 * MEBI)));
    let wait = grid.plane.give(assignment(sh("sleep 8; echo done")));
    assert_eq!(grid.finished(hog).await.outcome, Outcome::DiskQuota);
    let neighbour = grid.finished(wait).await.outcome;
    assert_eq!(neighbour, Outcome::Exited { code: 0 });
    assert_eq!(grid.plane.record(wait).stdout, b"done\n");
}
