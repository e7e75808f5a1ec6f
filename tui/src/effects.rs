//! Effects: the one place that talks to the server and to this machine; what comes of it is news.

mod backoff;
mod deeds;
mod download;
mod feed;
mod load;
mod logs;
mod script;

use std::{collections::HashMap, future::Future, sync::Arc, time::Duration};

use rgrid_shared::{client::Client, id::JobId};
use tokio::{
    sync::{Notify, mpsc::Sender},
    task::{JoinHandle, JoinSet},
    time::timeout,
};

use crate::{
    Error, Home, Options,
    effect::{Deed, Load},
    message::{Message, News},
};
use script::Script;

/// How long what was said yes to may take after the dashboard was left.
const FINISH: Duration = Duration::from_secs(10);

/// Tells news; who tells too much waits.
#[derive(Clone)]
pub(crate) struct Teller(Sender<Message>);

impl Teller {
    pub(crate) async fn tell(&self, news: News) {
        // When nobody listens any more the dashboard is over.
        let _over = self.0.send(Message::News(news)).await;
    }
}

/// What is under way.
pub(crate) struct Effects {
    client: Client,
    teller: Teller,
    home: Arc<dyn Home>,
    script: Option<Script>,
    again: Arc<Notify>,
    follows: HashMap<JobId, JoinHandle<()>>,
    search: Option<JoinHandle<()>>,
    deeds: JoinSet<()>,
}

impl Effects {
    /// Connects, and goes on doing so.
    pub(crate) fn new(options: Options, news: Sender<Message>) -> Result<Self, Error> {
        let teller = Teller(news);
        let again = Arc::new(Notify::new());
        let script = options.record.map(Script::begin).transpose()?;
        tokio::spawn(feed::go(
            options.client.clone(),
            teller.clone(),
            Arc::clone(&again),
        ));
        Ok(Self {
            client: options.client,
            teller,
            home: options.home,
            script,
            again,
            follows: HashMap::new(),
            search: None,
            deeds: JoinSet::new(),
        })
    }

    pub(crate) fn reconnect(&self) {
        self.again.notify_one();
    }

    /// Adds a line to the script of the session.
    pub(crate) fn record(&mut self, line: &str) -> Result<(), Error> {
        self.script
            .as_mut()
            .map_or(Ok(()), |script| script.add(line))
    }

    pub(crate) fn load(&mut self, load: Load) {
        let (client, teller) = (self.client.clone(), self.teller.clone());
        match load {
            Load::Follow(id) => {
                let task = tokio::spawn(logs::follow(client, teller, id));
                if let Some(before) = self.follows.insert(id, task) {
                    before.abort();
                }
            }
            Load::Unfollow => {
                self.follows.drain().for_each(|(_, task)| task.abort());
                self.search.take().inspect(JoinHandle::abort);
            }
            Load::From(id, at) => {
                self.follows.remove(&id).inspect(JoinHandle::abort);
                tokio::spawn(logs::from(client, teller, id, at));
            }
            Load::After(id, at) => drop(tokio::spawn(logs::after(client, teller, id, at))),
            Load::Before(id, at) => drop(tokio::spawn(logs::before(client, teller, id, at))),
            Load::Search(id, attempt, pattern) => {
                self.search.take().inspect(JoinHandle::abort);
                let task = logs::search::go(client, teller, id, (attempt, pattern));
                self.search = Some(tokio::spawn(task));
            }
            other => drop(tokio::spawn(load::go(client, teller, other))),
        }
    }

    pub(crate) fn act(&mut self, deed: Deed) {
        let (client, teller) = (self.client.clone(), self.teller.clone());
        let home = Arc::clone(&self.home);
        let changes = matches!(
            deed,
            Deed::Cancel(_) | Deed::Retry(_) | Deed::RetryItems(..)
        );
        let going = deeds::go(client, teller, home, deed);
        if changes {
            self.deeds.spawn(going);
        } else {
            tokio::spawn(going);
        }
    }

    /// Waits a moment for what was said yes to and is not done yet.
    pub(crate) async fn finish(mut self) {
        let all = async { while self.deeds.join_next().await.is_some() {} };
        let _late = timeout(FINISH, all).await;
    }
}

/// Tells what an answer is made into, or why there is none.
pub(crate) async fn tell_or_refuse<E: std::fmt::Display>(
    teller: &Teller,
    answer: impl Future<Output = Result<News, E>>,
) {
    let news = answer.await;
    teller
        .tell(news.unwrap_or_else(|error| News::Refused(error.to_string())))
        .await;
}
