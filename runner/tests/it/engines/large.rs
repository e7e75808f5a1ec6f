//! R-C5: large inputs and outputs are streamed; the runner's memory stays small.

use rgrid_shared::{
    digest::{Digest, Hasher},
    job::Outcome,
    path::RelPath,
    spec::Input,
    wire::{blobs::SignedUrl, node::Source},
};

use crate::support::{
    Kind, Plane, assignment, memory,
    process::{folder, runner},
    python, until,
};

on_each_maker!(two_hundred_megabytes_in_and_out_pass_through_a_small_runner);

const SIZE: u64 = 200 << 20;

/// The blob that the store makes up: zeros.
fn zeros() -> Digest {
    let mut hasher = Hasher::default();
    let block = vec![0; 1 << 20];
    for _ in 0..SIZE >> 20 {
        hasher.update(&block);
    }
    hasher.finish().0
}

async fn two_hundred_megabytes_in_and_out_pass_through_a_small_runner(kind: Kind) {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let runner = runner(&plane, state.path(), kind);
    let mut job = assignment(python(
        "b = open('in', 'rb').read(1 << 20)\nwith open('out', 'wb') as f:\n    for _ in range(200): f.write(b'x' * len(b))",
    ));
    let (path, digest) = (RelPath::new("in").unwrap(), zeros());
    job.spec.inputs.push(Input {
        path,
        digest,
        size: SIZE,
        executable: false,
    });
    let url = format!("{}/zeros/{SIZE}", plane.lock().base);
    job.inputs.push(Source::Get(SignedUrl {
        url,
        headers: [].into(),
    }));
    let attempt = plane.give(job);
    let finished = plane.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert_eq!(
        (finished.artifacts.len(), finished.artifacts[0].size),
        (1, SIZE)
    );
    assert!(plane.lock().stored.contains(&finished.artifacts[0].digest));
    let peak = memory::peak(runner.id().unwrap());
    assert!(peak < 150 << 20, "the runner held {} MiB", peak >> 20);
    until("its folder is gone", || {
        !folder(state.path(), attempt).exists()
    })
    .await;
}
