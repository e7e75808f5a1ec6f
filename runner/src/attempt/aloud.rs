//! Aloud: what takes long before a job begins is said to its user, on its standard error.

use std::time::Duration;

use rgrid_shared::{job::Outcome, wire::logs::Stream};
use tokio::time::{Instant, sleep_until};

use super::execute::Work;
use crate::{referee::Place, spool::Spool, stage_in::Known};

/// What is over sooner than this is not worth a word.
const SOON: Duration = Duration::from_secs(2);
/// Between two words.
const EVERY: Duration = Duration::from_secs(5);

impl Work<'_> {
    /// Prepares, and says how far the image is while it is pulled.
    pub(super) async fn stage_aloud(
        &self,
        place: &Place,
        spool: &mut Spool,
    ) -> Result<Known, Option<Outcome>> {
        let mut staging = std::pin::pin!(self.stage(place));
        let mut next = Instant::now().checked_add(SOON);
        let mut said = None;
        loop {
            let turn = async {
                match next {
                    Some(next) => sleep_until(next).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                staged = &mut staging => return staged,
                () = turn => {}
            }
            let image = &self.assignment.image;
            let now = self.context.engine.pulling(image);
            if let Some(percent) = now.filter(|_| now != said) {
                let words = format!("rgrid: pulling image {image} {percent} %\n");
                let _ = spool.append(Stream::Stderr, words.as_bytes());
            }
            said = now;
            next = Instant::now().checked_add(EVERY);
        }
    }
}
