//! Keys: what a person may press while a batch is watched.

mod answers;

use std::time::Duration;

use rgrid_shared::{client::Client, error::exit, id::BatchId};
use tokio::time::timeout;

use super::ticker::Ticker;
use crate::{
    attach::leave::Subject,
    exit::{Failure, Result},
    printer::Printer,
};

/// How long an answer to a key may take before the batch is watched on without one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who answers keys.
pub(super) struct Pressed<'a> {
    pub(super) client: &'a Client,
    pub(super) printer: &'a Printer,
    pub(super) id: BatchId,
    pub(super) subject: &'a Subject,
    /// Whether it was asked if the batch is to be cancelled.
    asked: bool,
    /// Which of the running items is shown next.
    next: usize,
}

impl<'a> Pressed<'a> {
    pub(super) fn new(
        client: &'a Client,
        printer: &'a Printer,
        id: BatchId,
        subject: &'a Subject,
    ) -> Self {
        Self {
            client,
            printer,
            id,
            subject,
            asked: false,
            next: 0,
        }
    }

    /// Does what keys ask for.
    ///
    /// # Errors
    /// When one asks to leave.
    pub(super) async fn keys(&mut self, typed: &[u8], ticker: &Ticker) -> Result<()> {
        for &key in typed {
            self.key(key, ticker).await?;
        }
        Ok(())
    }

    async fn key(&mut self, key: u8, ticker: &Ticker) -> Result<()> {
        let asked = std::mem::take(&mut self.asked);
        let lines = match key {
            b'y' | b'Y' if asked => self.cancelled().await,
            _ if asked => vec!["it goes on".to_owned()],
            b'd' | b'q' => {
                ticker.aside(|| self.printer.failure(&self.subject.left()));
                // All is said.
                return Err(Failure::ended(exit::DETACHED));
            }
            b'c' => {
                self.asked = true;
                vec!["cancel the batch? press y to cancel, another key to go on".to_owned()]
            }
            b'f' => in_time(answers::failed(self.client, self.id)).await,
            b'l' => {
                let at = self.next;
                self.next = at.saturating_add(1);
                in_time(answers::log(self.client, self.id, at)).await
            }
            b'?' | b'h' => help(),
            _ => return Ok(()),
        };
        ticker.aside(|| lines.iter().for_each(|line| self.printer.tell(line)));
        Ok(())
    }

    async fn cancelled(&self) -> Vec<String> {
        let asking = async { self.client.cancel_batch(self.id).await.ok() };
        match timeout(PATIENCE, asking).await.ok().flatten() {
            Some(_) => vec!["the batch is being cancelled".to_owned()],
            None => vec![format!(
                "it could not be cancelled: rgrid cancel {}",
                self.id
            )],
        }
    }
}

async fn in_time(answer: impl Future<Output = Option<Vec<String>>>) -> Vec<String> {
    let answer = timeout(PATIENCE, answer).await.ok().flatten();
    answer.unwrap_or_else(|| vec!["the server does not answer that now".to_owned()])
}

fn help() -> Vec<String> {
    [
        "l  the end of the log of an item that runs; again: of another",
        "f  what failed so far, grouped by its error",
        "d  or q, detach: the batch goes on, and rgrid attach comes back to it",
        "c  cancel the batch",
        "Ctrl-C detaches too; twice within 3 s cancels",
    ]
    .map(str::to_owned)
    .to_vec()
}
