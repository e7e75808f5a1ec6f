//! Contact: whether the server answers, and what is said when it does not and when it does again.
//!
//! Owns how long it is asked. What goes on meanwhile is the [`Subject`]'s to say.

#[cfg(test)]
mod tests;

use std::{mem, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep, sleep_until};

use super::{Patience, leave::Subject};
use crate::{
    exit::{Failure, Result},
    printer::Printer,
    progress::Progress,
};

/// Whether the server answers.
pub struct Contact<'a> {
    subject: &'a Subject,
    printer: Printer,
    line: Arc<Progress>,
    patience: Patience,
    /// Since when it is asked in vain.
    lost: Option<Instant>,
    told: bool,
}

impl<'a> Contact<'a> {
    /// Of who looks after `subject`; what is said stands aside of `line`.
    #[must_use]
    pub fn new(
        subject: &'a Subject,
        printer: &Printer,
        line: Arc<Progress>,
        patience: Patience,
    ) -> Self {
        Self {
            subject,
            printer: printer.clone(),
            line,
            patience,
            lost: None,
            told: false,
        }
    }

    /// Something came from the server.
    pub fn heard(&mut self) {
        self.lost = None;
        if mem::take(&mut self.told) {
            self.say("connected again");
        }
    }

    /// Asks; while no answer comes for long, it is said once.
    pub fn during<T>(&mut self, asking: impl Future<Output = T>) -> impl Future<Output = T> {
        // What opens a connection is large, and stands in the futures of all who ask.
        let mut asking = Box::pin(asking);
        async move {
            let lost = *self.lost.get_or_insert_with(Instant::now);
            if !self.told {
                let worry = sleep_until(lost.checked_add(self.patience.worry).unwrap_or(lost));
                tokio::select! {
                    biased;
                    answer = &mut asking => return answer,
                    () = worry => {}
                }
                self.told = true;
                self.say(&self.subject.unanswered(&self.printer));
            }
            asking.await
        }
    }

    /// Waits before try number `tries`, longer each time.
    ///
    /// # Errors
    /// When it was tried for as long as there is patience.
    pub async fn pause(&mut self, tries: u32) -> Result<()> {
        let lost = self.lost.map_or(Duration::ZERO, |lost| lost.elapsed());
        if lost >= self.patience.total {
            return Err(self.given_up());
        }
        let factor = 1_u32.checked_shl(tries.min(4)).unwrap_or(1);
        let pause = sleep(self.patience.pause.saturating_mul(factor));
        self.meanwhile(pause).await;
        Ok(())
    }

    /// Waits for what is no answer in itself; the time counts when one is due.
    pub async fn meanwhile<T>(&mut self, waiting: impl Future<Output = T>) -> T {
        if self.lost.is_some() {
            self.during(waiting).await
        } else {
            waiting.await
        }
    }

    fn given_up(&self) -> Failure {
        let spent = u64::try_from(self.patience.total.as_millis()).unwrap_or(u64::MAX);
        Failure::detached(format!(
            "the server did not answer for {}",
            crate::table::duration(spent)
        ))
    }

    fn say(&self, text: &str) {
        self.line.aside(|| self.printer.tell(text));
    }
}
