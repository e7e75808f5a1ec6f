//! Download: files of jobs into folders, several at a time, with progress.

mod wanted;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    time::Duration,
};

use futures_util::{Stream, StreamExt, stream};
use rgrid_shared::{client::Client, id::JobId, wire::artifacts::ArtifactUrl};

use super::Teller;
use crate::{
    Home,
    message::{News, Progress},
    screens::size,
    store::Which,
};
use wanted::wanted;

/// How many files are on their way at the same time.
const AT_ONCE: usize = 6;

type File = (PathBuf, ArtifactUrl);

/// Files of one job.
pub(super) async fn job(
    _client: &Client,
    teller: &Teller,
    home: &dyn Home,
    (_, files, folder): (JobId, Vec<ArtifactUrl>, PathBuf),
) {
    let files = files
        .into_iter()
        .map(|file| (folder.clone(), file))
        .collect();
    fetch(teller, home, files).await;
}

/// All files of jobs and batches.
pub(super) async fn all(
    client: &Client,
    teller: &Teller,
    home: &dyn Home,
    (targets, folder): (Vec<Which>, PathBuf),
) {
    match wanted(client, home, &targets, &folder).await {
        Ok(files) => fetch(teller, home, files).await,
        Err(error) => teller.tell(News::Refused(error.to_string())).await,
    }
}

async fn fetch(teller: &Teller, home: &dyn Home, files: Vec<File>) {
    if files.is_empty() {
        let none = "there are no files".to_owned();
        return teller.tell(News::Said(none)).await;
    }
    let of_bytes = files.iter().map(|(_, file)| file.artifact.size).sum();
    let of_files = files.len();
    let folders = files
        .first()
        .map(|(folder, _)| folder.display().to_string());
    let (bytes, done) = (AtomicU64::new(0), AtomicUsize::new(0));
    let so_far = || Progress {
        files: done.load(Ordering::Relaxed),
        of_files,
        bytes: bytes.load(Ordering::Relaxed),
        of_bytes,
    };
    let add = |piece| {
        bytes.fetch_add(piece, Ordering::Relaxed);
    };
    let fetching = stream::iter(files).map(|(folder, file): File| {
        let (add, done) = (&add, &done);
        async move {
            let landed = home.land(folder, &file, add).await;
            done.fetch_add(1, Ordering::Relaxed);
            landed
        }
    });
    let refused = watch(teller, fetching.buffer_unordered(AT_ONCE), &so_far).await;
    let folder = folders.unwrap_or_default();
    teller
        .tell(refused.map_or_else(|| said(&so_far(), &folder), News::Refused))
        .await;
}

/// Tells how far it is until all have come; gives the first that did not.
async fn watch(
    teller: &Teller,
    fetching: impl Stream<Item = Result<(), String>>,
    so_far: impl Fn() -> Progress,
) -> Option<String> {
    let mut fetching = std::pin::pin!(fetching);
    let mut clock = tokio::time::interval(Duration::from_millis(100));
    let mut refused = None;
    loop {
        tokio::select! {
            landed = fetching.next() => match landed {
                Some(Ok(())) => {}
                Some(Err(why)) => refused = refused.or(Some(why)),
                None => return refused,
            },
            _ = clock.tick() => teller.tell(News::Progress(so_far())).await,
        }
    }
}

fn said(all: &Progress, folder: &str) -> News {
    let count = rgrid_shared::text::count(all.of_files, "file");
    News::Said(format!(
        "{count} downloaded, {} in {folder}",
        size(all.of_bytes)
    ))
}
