//! Packages that jobs need: installed once, kept, and seen read-only (R-L5, R-E4).

mod hostile;
mod installed;

use std::{io::Cursor, sync::Arc};

use rgrid_shared::{digest::Digest, id::AccountId, job::Outcome, spec::BlobRef};

use crate::support::{Grid, Kind, Plane, packages::needing, sh};

on_each_engine!(
    a_stored_set_is_fetched_once_and_seen_read_only,
    a_pack_that_is_cut_is_not_taken,
);

/// A pack with one program.
fn pack() -> Vec<u8> {
    let mut builder = tar::Builder::new(zstd::Encoder::new(Vec::new(), 1).unwrap());
    let program = b"#!/bin/sh\necho the tool of $VIRTUAL_ENV\n";
    let mut header = tar::Header::new_gnu();
    header.set_size(program.len() as u64);
    header.set_mode(0o755);
    builder
        .append_data(&mut header, "bin/the-tool", Cursor::new(program))
        .unwrap();
    builder.into_inner().unwrap().finish().unwrap()
}

/// Stores a pack for every set; `bytes` are what comes of it.
fn stored(plane: &Plane, pack: &[u8], bytes: &[u8]) {
    let (digest, size) = (Digest::of(pack), pack.len() as u64);
    let mut plane = plane.lock();
    plane.blobs.insert(digest, bytes.to_vec());
    plane.sets.ready = Some(BlobRef { digest, size });
}

async fn a_stored_set_is_fetched_once_and_seen_read_only(kind: Kind) {
    let grid = Grid::on(kind).await;
    let (me, pack) = (AccountId::new(), pack());
    stored(&grid.plane, &pack, &pack);
    for _ in 0..2 {
        let script = "the-tool; touch /venv/x 2>/dev/null || echo read-only; cd /venv && ls bin";
        let attempt = grid.plane.give(needing(me, "a", sh(script)));
        let finished = grid.finished(attempt).await;
        let record = grid.plane.record(attempt);
        assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
        let said = String::from_utf8_lossy(&record.stdout).into_owned();
        assert_eq!(said, "the tool of /venv\nread-only\nthe-tool\n");
        assert!(record.stderr.is_empty(), "{record:?}");
        // From now on there is nothing to fetch.
        grid.plane.lock().blobs.clear();
    }
    // Another account's job does not see it: it has to fetch what is not there any more.
    grid.plane.lock().sets.ready = None;
    let other = needing(AccountId::new(), "--no-such-option", sh("the-tool"));
    let attempt = grid.plane.give(other);
    let finished = grid.finished(attempt).await;
    let Outcome::Dependencies { message } = finished.outcome else {
        panic!("{finished:?}")
    };
    assert!(message.contains("requirements.txt:1:1"), "{message}");
}

async fn a_pack_that_is_cut_is_not_taken(kind: Kind) {
    let grid = Arc::new(Grid::on(kind).await);
    let pack = pack();
    stored(&grid.plane, &pack, &pack[..pack.len() / 2]);
    let attempt = grid.plane.give(needing(
        AccountId::new(),
        "--no-such-option",
        sh("the-tool"),
    ));
    let finished = grid.finished(attempt).await;
    // It says so, and is told to install.
    assert_eq!(grid.plane.lock().sets.broken, [Digest::of(&pack)]);
    assert!(
        matches!(finished.outcome, Outcome::Dependencies { .. }),
        "{finished:?}"
    );
}
