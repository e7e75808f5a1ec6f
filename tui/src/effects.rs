//! Effects: the one place that talks to the server and to this machine; what comes of it is news.

mod deeds;
mod download;
mod feed;
mod load;
mod logs;

use std::{
    collections::HashMap, fs::File, future::Future, io::Write, os::unix::fs::OpenOptionsExt,
    path::PathBuf, sync::Arc,
};

use rgrid_shared::{client::Client, id::JobId};
use tokio::{
    sync::{Notify, mpsc::Sender},
    task::JoinHandle,
};

use crate::{
    Error, Home, Options,
    effect::{Deed, Load},
    message::{Message, News},
};

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
    record: Option<(PathBuf, File)>,
    again: Arc<Notify>,
    follows: HashMap<JobId, JoinHandle<()>>,
    search: Option<JoinHandle<()>>,
}

impl Effects {
    /// Connects, and goes on doing so.
    pub(crate) fn new(options: Options, news: Sender<Message>) -> Result<Self, Error> {
        let teller = Teller(news);
        let again = Arc::new(Notify::new());
        let record = options.record.map(begin_script).transpose()?;
        tokio::spawn(feed::go(
            options.client.clone(),
            teller.clone(),
            Arc::clone(&again),
        ));
        Ok(Self {
            client: options.client,
            teller,
            home: options.home,
            record,
            again,
            follows: HashMap::new(),
            search: None,
        })
    }

    pub(crate) fn reconnect(&self) {
        self.again.notify_one();
    }

    /// Adds a line to the script of the session.
    pub(crate) fn record(&mut self, line: &str) -> Result<(), Error> {
        if let Some((path, file)) = &mut self.record {
            writeln!(file, "{line}").map_err(|error| Error::Record(path.clone(), error))?;
        }
        Ok(())
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

    pub(crate) fn act(&self, deed: Deed) {
        let (client, teller) = (self.client.clone(), self.teller.clone());
        let home = Arc::clone(&self.home);
        tokio::spawn(deeds::go(client, teller, home, deed));
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

/// A script of the user's own, which others cannot read.
fn begin_script(path: PathBuf) -> Result<(PathBuf, File), Error> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true).mode(0o700);
    let opened = options.open(&path).and_then(|mut file| {
        file.write_all(b"#!/bin/sh\n# What was done in `rgrid tui`.\nset -e\n")?;
        Ok(file)
    });
    match opened {
        Ok(file) => Ok((path, file)),
        Err(error) => Err(Error::Record(path, error)),
    }
}
