//! Work: what is to be fetched of each job, and where it goes.

use rgrid_shared::{
    client::Client,
    id::{BatchId, JobId},
    path::RelPath,
    wire::{artifacts::ArtifactUrl, jobs::Job},
};

use super::{
    DownloadArgs,
    names::{wanted, without_number},
};
use crate::{
    commands::outputs::jobs_of,
    exit::{Failure, Result},
    home::{Batch, Folder, Goes},
    plan::batch::{no_folders, own_folder},
};

/// What to fetch of one job.
pub(super) struct Work {
    pub(super) job: Job,
    pub(super) files: Vec<(ArtifactUrl, Goes)>,
    /// Whether that is all of it.
    pub(super) whole: bool,
}

/// Of all jobs of a batch, in the order of its items.
pub(super) async fn of_batch(
    client: &Client,
    id: BatchId,
    args: &DownloadArgs,
) -> Result<Vec<Work>> {
    let mut layout = Batch::new(args.root("outputs").to_owned(), args.flat);
    let mut taken = no_folders();
    let mut work = Vec::new();
    for job in jobs_of(client, id).await? {
        let folder = own_folder(job.name.as_deref().unwrap_or("item"), &mut taken);
        let files = client.artifacts(job.id).await?.artifacts;
        let place = |path: &RelPath| layout.place(&folder, without_number(path.as_str()));
        work.push(Work {
            job,
            files: places(files, &args.files, place),
            whole: true,
        });
    }
    Ok(work)
}

/// Of one job.
pub(super) async fn of_job(client: &Client, id: JobId, args: &DownloadArgs) -> Result<Work> {
    let folder = Folder(args.root(".").to_owned());
    let job = client.job(id).await?;
    let files = client.artifacts(id).await?.artifacts;
    if files.is_empty() && !job.state.is_final() {
        return Err(Failure::conflict(format!("{id} has not ended yet"))
            .hint(format!("rgrid logs -f {id}")));
    }
    let files = places(files, &args.files, |path| folder.place(path));
    Ok(Work {
        job,
        files,
        whole: true,
    })
}

fn places(
    files: Vec<ArtifactUrl>,
    names: &[String],
    mut place: impl FnMut(&RelPath) -> Option<Goes>,
) -> Vec<(ArtifactUrl, Goes)> {
    files
        .into_iter()
        .filter(|file| wanted(names, file.artifact.path.as_str()))
        .filter_map(|file| place(&file.artifact.path).map(|goes| (file, goes)))
        .collect()
}
