//! Hashing: every file once, several at a time, remembering what it looked like.

mod room;

use std::{
    fs::File,
    io::{self, Read},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::SystemTime,
};

use bytes::Bytes;
use rgrid_shared::{
    digest::Hasher,
    limits::{MAX_BLOB_BYTES, MAX_INLINE_BLOB_BYTES},
    path::RelPath,
    spec::Input,
};

use crate::{
    exit::{Failure, Result, quote},
    plan::files::{Files, LocalFile},
};

#[cfg(test)]
pub(super) use room::MOST_BLOBS;
pub(super) use room::Room;

use super::{
    memory::{Look, Memory},
    stamp::{Origin, Stamp, changed},
};

/// An input, where its bytes are, and the bytes themselves when they are few.
pub(super) type Hashed = (Input, Origin, Option<Bytes>);

/// Hashes all files, in their order.
pub(super) fn all(files: &Files, with: (&Room, &Memory)) -> Result<Vec<Hashed>> {
    let work: Vec<_> = files.0.iter().collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(work.len()));
    let hash = || {
        while let Some((index, (path, file))) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            work.get(index).map(|item| (index, item))
        } {
            let hashed = one(path, file, with);
            if hashed.is_err() {
                next.store(work.len(), Ordering::Relaxed);
            }
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((index, hashed));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads(work.len()) {
            scope.spawn(hash);
        }
        // This one is there already, and the only one for a script alone.
        hash();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, hashed)| hashed).collect()
}

/// How many threads are worth it.
fn threads(files: usize) -> usize {
    if files < 2 {
        return files;
    }
    std::thread::available_parallelism()
        .map_or(2, usize::from)
        .min(files)
}

fn one(path: &RelPath, file: &LocalFile, (room, memory): (&Room, &Memory)) -> Result<Hashed> {
    let input = |(digest, size)| Input {
        path: path.clone(),
        digest,
        size,
        executable: file.executable,
    };
    let Some(local) = &file.local else {
        let nothing = input(Hasher::default().finish());
        return Ok((nothing, Origin::Empty, Some(Bytes::new())));
    };
    let fail = |error: io::Error| Failure::file("read", local, &error);
    let mut opened = File::open(local).map_err(fail)?;
    let meta = opened.metadata().map_err(fail)?;
    let (before, look) = (Stamp::from(&meta), Look::from(&meta));
    if before.size > MAX_BLOB_BYTES {
        return Err(Failure::usage(format!(
            "{} is larger than 5 GiB",
            quote(local)
        )));
    }
    let may_ride = before.size <= MAX_INLINE_BLOB_BYTES as u64;
    if !may_ride && let Some(digest) = memory.recall(local, look) {
        let origin = Origin::File(local.clone(), Some(before));
        return Ok((input((digest, before.size)), origin, None));
    }
    let small = usize::try_from(before.size)
        .ok()
        .filter(|&size| room.take(size));
    let (hasher, kept) = read(&mut opened, small).map_err(fail)?;
    let input = input(hasher.finish());
    if input.size != before.size || Stamp::from(&opened.metadata().map_err(fail)?) != before {
        return Err(changed(local));
    }
    if !may_ride {
        memory.learn(local, look, input.digest, SystemTime::now());
    }
    Ok((input, Origin::File(local.clone(), Some(before)), kept))
}

/// Reads a file to its end; keeps the bytes when they are `small`.
fn read(file: &mut File, small: Option<usize>) -> io::Result<(Hasher, Option<Bytes>)> {
    let mut kept = Vec::with_capacity(small.unwrap_or(0));
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; small.unwrap_or(256 << 10).clamp(1, 256 << 10)];
    loop {
        let count = file.read(&mut buffer)?;
        let Some(piece) = buffer.get(..count).filter(|piece| !piece.is_empty()) else {
            return Ok((hasher, small.map(|_| kept.into())));
        };
        hasher.update(piece);
        if small.is_some() {
            kept.extend_from_slice(piece);
        }
    }
}
