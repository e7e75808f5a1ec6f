//! Feed: the account over one socket. It lists what there is once, and then hears of changes; a lost socket is opened again.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use rgrid_shared::{
    client::{AccountFollow, Client, ClientError},
    wire::{events::AccountEvent, jobs::JobFilter},
};
use tokio::sync::Notify;

use super::{Teller, backoff::Backoff};
use crate::{message::News, store::Link};

/// So many pages of a thousand jobs are read at first.
const JOB_PAGES: usize = 10;
/// So many pages of batches.
const BATCH_PAGES: usize = 50;

/// Follows the account for ever.
pub(super) async fn go(client: Client, teller: Teller, again: Arc<Notify>) {
    let mut feed = Feed {
        client,
        teller,
        cursor: None,
        since: None,
        listed: false,
    };
    let mut backoff = Backoff::new();
    loop {
        backoff.tries();
        let why = match feed.connect(&again).await {
            Ok(()) => "the connection ended".to_owned(),
            Err(error) => error.to_string(),
        };
        let since = feed.since;
        feed.teller
            .tell(News::Link(Link::Lost { why, since }))
            .await;
        tokio::select! {
            () = tokio::time::sleep(backoff.pause()) => {}
            () = again.notified() => {}
        }
    }
}

struct Feed {
    client: Client,
    teller: Teller,
    cursor: Option<String>,
    /// When what is known was last right.
    since: Option<DateTime<Utc>>,
    /// Whether everything was listed once.
    listed: bool,
}

impl Feed {
    /// One connection, to its end.
    async fn connect(&mut self, again: &Notify) -> Result<(), ClientError> {
        let mut socket = self.client.follow_account(self.cursor.as_deref()).await?;
        loop {
            let event = tokio::select! {
                event = next(&mut socket) => event,
                () = again.notified() => {
                    // Asked for everything anew: forget the place.
                    self.cursor = None;
                    return Ok(());
                }
            };
            let Some(event) = event else { return Ok(()) };
            self.since = Some(Utc::now());
            match event {
                AccountEvent::Hello { cursor, resumed } => {
                    self.hello(resumed).await?;
                    self.cursor = Some(cursor);
                    self.since = Some(Utc::now());
                }
                AccountEvent::Changed {
                    cursor,
                    jobs,
                    batches,
                } => {
                    self.teller.tell(News::Changed(jobs, batches)).await;
                    self.cursor = Some(cursor);
                }
                AccountEvent::Nodes { nodes } => {
                    self.teller.tell(News::Nodes(Some(nodes))).await;
                }
            }
        }
    }

    async fn hello(&mut self, resumed: bool) -> Result<(), ClientError> {
        if !(resumed && self.listed) {
            self.list().await?;
            self.listed = true;
        }
        // Other keys than the operator's may not see them.
        let nodes = self.client.list_nodes().await.ok().map(|list| list.nodes);
        self.teller.tell(News::Nodes(nodes)).await;
        self.teller.tell(News::Link(Link::Live)).await;
        Ok(())
    }

    /// Reads what there is, the newest first, and tells each page as it comes.
    async fn list(&self) -> Result<(), ClientError> {
        let mut before = None;
        for _ in 0..BATCH_PAGES {
            let page = self.client.list_batches(before).await?;
            before = page.next;
            self.teller
                .tell(News::Changed(Vec::new(), page.batches))
                .await;
            if before.is_none() {
                break;
            }
        }
        let mut filter = JobFilter {
            limit: Some(1_000),
            ..JobFilter::default()
        };
        for _ in 0..JOB_PAGES {
            let page = self.client.list_jobs(&filter, &BTreeMap::new()).await?;
            filter.before = page.next;
            self.teller.tell(News::Changed(page.jobs, Vec::new())).await;
            if filter.before.is_none() {
                break;
            }
        }
        self.teller
            .tell(News::Loaded(filter.before.is_some()))
            .await;
        Ok(())
    }
}

async fn next(socket: &mut AccountFollow) -> Option<AccountEvent> {
    socket.next().await
}
