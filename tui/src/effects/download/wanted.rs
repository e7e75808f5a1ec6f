//! Wanted: which files are meant by jobs and batches, and where each goes.

use rgrid_shared::{
    client::{Client, ClientError},
    wire::jobs::{Job, JobFilter},
};

use super::File;
use crate::{Home, store::Which};

pub(super) async fn wanted(
    client: &Client,
    home: &dyn Home,
    targets: &[Which],
    folder: &std::path::Path,
) -> Result<Vec<File>, ClientError> {
    let mut files = Vec::new();
    for which in targets {
        let placed = match which {
            Which::Job(id) => vec![(folder.to_owned(), *id)],
            Which::Batch(id) => {
                let mut filter = JobFilter {
                    batch: Some(*id),
                    limit: Some(1_000),
                    ..JobFilter::default()
                };
                let mut jobs: Vec<Job> = Vec::new();
                loop {
                    let page = client
                        .list_jobs(&filter, &std::collections::BTreeMap::new())
                        .await?;
                    jobs.extend(page.jobs);
                    filter.before = page.next;
                    if page.next.is_none() {
                        break;
                    }
                }
                jobs.sort_by_key(|job| job.index);
                let folders = home.folders(&jobs).into_iter();
                folders.zip(jobs.iter().map(|job| job.id)).collect()
            }
        };
        for (folder, id) in placed {
            let list = client.artifacts(id).await?;
            files.extend(
                list.artifacts
                    .into_iter()
                    .map(|file| (folder.clone(), file)),
            );
        }
    }
    Ok(files)
}
