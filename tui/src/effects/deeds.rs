//! Deeds: what is changed, on the server or on this machine, and how it is said.

use std::sync::Arc;

use rgrid_shared::{
    client::{Client, ClientError},
    id::{BatchId, JobId},
    text::count,
    wire::{
        batches::{Batch, RetryBatch},
        jobs::Job,
    },
};

use super::{Teller, download, tell_or_refuse};
use crate::{Home, effect::Deed, message::News, store::Which};

pub(super) async fn go(client: Client, teller: Teller, home: Arc<dyn Home>, deed: Deed) {
    match deed {
        Deed::Cancel(targets) => {
            let news = cancel(&client, &teller, targets).await;
            teller.tell(news).await;
        }
        Deed::Retry(targets) => {
            let news = retry(&client, &teller, targets).await;
            teller.tell(news).await;
        }
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

/// Cancels each of them, also after one that has ended meanwhile.
async fn cancel(client: &Client, teller: &Teller, targets: Vec<Which>) -> News {
    let (all, mut done, mut refused) = (targets.len(), 0_usize, None);
    for which in targets {
        let tried = match which {
            Which::Job(id) => job(client.cancel_job(id).await),
            Which::Batch(id) => batch(client.cancel_batch(id).await),
        };
        match tried {
            Ok((_, news)) => {
                done += 1;
                teller.tell(news).await;
            }
            Err(error) => drop(refused.get_or_insert(error)),
        }
    }
    match refused {
        None => News::Said(format!("cancelled {}", count(done, "target"))),
        Some(error) => News::Refused(format!("{done} of {all} cancelled: {error}")),
    }
}

/// Runs each of them again, also after one that cannot.
async fn retry(client: &Client, teller: &Teller, targets: Vec<Which>) -> News {
    let (mut made, mut refused) = (Vec::new(), None);
    for which in targets {
        let tried = match which {
            Which::Job(id) => job(client.retry_job(id, false).await.map(|made| made.job)),
            Which::Batch(id) => {
                let again = client.retry_batch(id, &RetryBatch::default()).await;
                batch(again.map(|made| made.batch))
            }
        };
        match tried {
            Ok((id, news)) => {
                made.push(id);
                teller.tell(news).await;
            }
            Err(error) => drop(refused.get_or_insert(error)),
        }
    }
    let made = made.join(" ");
    match refused {
        None => News::Said(format!("runs again as {made}")),
        Some(error) if made.is_empty() => News::Refused(error.to_string()),
        Some(error) => News::Refused(format!("runs again as {made}; another does not: {error}")),
    }
}

type Answer = Result<(String, News), ClientError>;

fn job(answer: Result<Job, ClientError>) -> Answer {
    answer.map(|job| (job.id.to_string(), News::Changed(vec![job], Vec::new())))
}

fn batch(answer: Result<Batch, ClientError>) -> Answer {
    answer.map(|batch| (batch.id.to_string(), News::Changed(Vec::new(), vec![batch])))
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
