//! Load: what a screen reads once.

use std::collections::BTreeMap;

use rgrid_shared::{
    client::{Client, ClientError, Http, get_blob},
    failures,
    id::{BatchId, JobId},
    spec::BlobRef,
    wire::{artifacts::ArtifactUrl, jobs::JobFilter},
};

use super::{Teller, tell_or_refuse};
use crate::{effect::Load, message::News};

/// No larger file is previewed.
pub(crate) const PREVIEW: u64 = 1 << 20;

pub(super) async fn go(client: Client, teller: Teller, load: Load) {
    match load {
        Load::Job(id) => tell_or_refuse(&teller, job(&client, id)).await,
        Load::Batch(id) => tell_or_refuse(&teller, batch(&client, id)).await,
        Load::Items(id) => {
            if let Err(error) = items(&client, &teller, id).await {
                teller.tell(News::Refused(error.to_string())).await;
            }
        }
        Load::Failures(id) => {
            let groups = async {
                let groups = failures::of_batch(&client, id).await?;
                Ok::<_, ClientError>(News::Failures(id, groups))
            };
            tell_or_refuse(&teller, groups).await;
        }
        Load::Artifacts(id) => {
            let files = async {
                let list = client.artifacts(id).await?;
                Ok::<_, ClientError>(News::Artifacts(id, list.artifacts))
            };
            tell_or_refuse(&teller, files).await;
        }
        Load::Preview(id, file) => tell_or_refuse(&teller, preview(id, &file)).await,
        Load::Follow(_)
        | Load::From(..)
        | Load::After(..)
        | Load::Before(..)
        | Load::Search(..)
        | Load::Unfollow => {}
    }
}

async fn job(client: &Client, id: JobId) -> Result<News, ClientError> {
    let (job, attempts) = tokio::join!(client.job(id), client.attempts(id));
    Ok(News::Job(Box::new(job?), attempts?.attempts))
}

async fn batch(client: &Client, id: BatchId) -> Result<News, ClientError> {
    Ok(News::Batch(Box::new(client.batch(id).await?)))
}

/// All jobs of a batch, told page by page.
async fn items(client: &Client, teller: &Teller, id: BatchId) -> Result<(), ClientError> {
    let mut filter = JobFilter {
        batch: Some(id),
        limit: Some(1_000),
        ..JobFilter::default()
    };
    loop {
        let page = client.list_jobs(&filter, &BTreeMap::new()).await?;
        filter.before = page.next;
        let last = page.next.is_none() || page.jobs.is_empty();
        teller.tell(News::Changed(page.jobs, Vec::new())).await;
        if last {
            return Ok(());
        }
    }
}

async fn preview(id: JobId, file: &ArtifactUrl) -> Result<News, ClientError> {
    let artifact = &file.artifact;
    let mut bytes = Vec::new();
    if let Some(came) = &file.bytes {
        bytes.extend_from_slice(&came.0);
    } else if artifact.size <= PREVIEW {
        let blob = BlobRef {
            digest: artifact.digest,
            size: artifact.size,
        };
        let http = Http::new(std::time::Duration::from_secs(30));
        get_blob(&http, &file.get, blob, &mut bytes, |_| {}).await?;
    }
    Ok(News::Preview(id, artifact.path.clone(), bytes))
}
