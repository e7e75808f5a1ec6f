//! Deeds: what is changed, on the server or on this machine, and how it is said.

use std::sync::Arc;

use rgrid_shared::{
    client::{Client, ClientError},
    id::{BatchId, JobId},
    text::count,
    wire::batches::RetryBatch,
};

use super::{Teller, download, tell_or_refuse};
use crate::{Home, effect::Deed, message::News, store::Which};

pub(super) async fn go(client: Client, teller: Teller, home: Arc<dyn Home>, deed: Deed) {
    match deed {
        Deed::Cancel(targets) => tell_or_refuse(&teller, cancel(&client, &teller, targets)).await,
        Deed::Retry(targets) => tell_or_refuse(&teller, retry(&client, &teller, targets)).await,
        Deed::RetryItems(id, jobs) => {
            tell_or_refuse(&teller, retry_items(&client, &teller, id, jobs)).await;
        }
        Deed::Download(id, files, folder) => {
            download::job(&client, &teller, &*home, (id, files, folder)).await;
        }
        Deed::DownloadAll(targets, folder) => {
            download::all(&client, &teller, &*home, (targets, folder)).await;
        }
    }
}

async fn cancel(
    client: &Client,
    teller: &Teller,
    targets: Vec<Which>,
) -> Result<News, ClientError> {
    let all = targets.len();
    for which in targets {
        let news = match which {
            Which::Job(id) => News::Changed(vec![client.cancel_job(id).await?], Vec::new()),
            Which::Batch(id) => News::Changed(Vec::new(), vec![client.cancel_batch(id).await?]),
        };
        teller.tell(news).await;
    }
    Ok(News::Said(format!("cancelled {}", count(all, "target"))))
}

async fn retry(client: &Client, teller: &Teller, targets: Vec<Which>) -> Result<News, ClientError> {
    let mut made = Vec::new();
    for which in targets {
        match which {
            Which::Job(id) => {
                let job = client.retry_job(id, false).await?.job;
                made.push(job.id.to_string());
                teller.tell(News::Changed(vec![job], Vec::new())).await;
            }
            Which::Batch(id) => {
                let batch = client.retry_batch(id, &RetryBatch::default()).await?.batch;
                made.push(batch.id.to_string());
                teller.tell(News::Changed(Vec::new(), vec![batch])).await;
            }
        }
    }
    Ok(News::Said(format!("runs again as {}", made.join(" "))))
}

async fn retry_items(
    client: &Client,
    teller: &Teller,
    id: BatchId,
    jobs: Vec<JobId>,
) -> Result<News, ClientError> {
    let which = RetryBatch {
        all: false,
        jobs: Some(jobs),
    };
    let batch = client.retry_batch(id, &which).await?.batch;
    let said = format!(
        "{} run again as {}",
        count(batch_total(batch.total), "item"),
        batch.id
    );
    teller.tell(News::Changed(Vec::new(), vec![batch])).await;
    Ok(News::Said(said))
}

fn batch_total(total: u32) -> usize {
    usize::try_from(total).unwrap_or(usize::MAX)
}
