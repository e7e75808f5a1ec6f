//! Live: what is shown of a batch while it is watched, and the keys that a person may press.

use rgrid_shared::{
    client::Client,
    id::BatchId,
    wire::{batches::Batch, jobs::Job},
};

use super::{idle::Idle, keys::Pressed, ticker::Ticker};
use crate::{
    attach::{
        leave::{Stage, Subject},
        signals::Keys,
    },
    exit::Result,
    printer::Printer,
};

/// What is shown, and who answers keys.
pub(super) struct Live<'a> {
    pub(super) ticker: Ticker,
    idle: Idle,
    keys: Option<Keys>,
    pressed: Pressed<'a>,
}

/// What happened that is no news of the batch.
pub(super) enum Turn {
    /// The view moved.
    Moved,
    /// It is time to look whether anything runs.
    Look,
    /// Keys were pressed.
    Keys(Vec<u8>),
}

impl<'a> Live<'a> {
    /// A view of the batch `id`.
    pub(super) fn new(
        client: &'a Client,
        printer: &'a Printer,
        id: BatchId,
        subject: &'a Subject,
    ) -> Self {
        let keys = printer.animates().then(Keys::listen).flatten();
        Self {
            ticker: Ticker::new(printer, keys.is_some()),
            idle: Idle::new(),
            keys,
            pressed: Pressed::new(client, printer, id, subject),
        }
    }

    /// Takes the counts as they are now.
    pub(super) fn counts(&mut self, batch: Batch) {
        self.idle.counts(&batch);
        self.ticker.counts(self.pressed.printer, batch);
    }

    /// Takes an item that ended.
    pub(super) fn ended(&mut self, job: &Job) {
        self.ticker.ended(job);
    }

    /// Waits for time to pass or a key.
    pub(super) async fn turn(&mut self) -> Turn {
        let running = self.pressed.subject.stage.get() == Stage::Running;
        tokio::select! {
            () = self.ticker.tick(self.pressed.printer) => Turn::Moved,
            () = self.idle.tick(), if running => Turn::Look,
            typed = Keys::next(self.keys.as_ref()), if running => Turn::Keys(typed),
        }
    }

    /// Does what that asks for.
    ///
    /// # Errors
    /// When a key asks to leave.
    pub(super) async fn act(&mut self, turn: Turn) -> Result<()> {
        match turn {
            Turn::Moved => {
                if let Some(keys) = &self.keys {
                    keys.hold();
                }
            }
            Turn::Look => {
                let Pressed {
                    client,
                    printer,
                    id,
                    ..
                } = self.pressed;
                if self.idle.wonders()
                    && let Ok(batch) = client.batch(id).await
                {
                    let idle = &mut self.idle;
                    self.ticker.aside(|| idle.tell(printer, &batch));
                }
            }
            Turn::Keys(typed) => self.pressed.keys(&typed, &self.ticker).await?,
        }
        Ok(())
    }
}
