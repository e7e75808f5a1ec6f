//! Finishing: from an ended command to a report that may be sent.

use std::sync::Arc;

use rgrid_shared::{
    job::Outcome,
    wire::{
        logs::Stream,
        node::{Assignment, Finished, Usage},
    },
};

use super::{ran::Ran, stop::Stops};
use crate::{
    beneath::Root,
    context::Context,
    port::Desk,
    referee::holds_more,
    spool::Spool,
    stage_in::Known,
    stage_out::{Collected, Filter, collect},
    walk::is_empty,
};

/// Collects, uploads and writes the report.
pub(super) struct Finisher<'a> {
    pub(super) context: &'a Context,
    pub(super) root: Arc<Root>,
    pub(super) desk: Desk,
    pub(super) stops: Stops,
}

impl Finisher<'_> {
    /// The report; nothing when the attempt is no longer this node's.
    pub(super) async fn finish(
        &mut self,
        assignment: &Assignment,
        ran: Ran,
        spool: &mut Spool,
    ) -> Option<Finished> {
        let Ran {
            mut outcome,
            usage,
            within: ran_in,
            known,
            ..
        } = ran;
        let mut collected = Collected::default();
        if let Some(known) = known
            && outcome != Outcome::DiskQuota
        {
            let fenced = self.stops.fenced.clone();
            collected = tokio::select! {
                collected = self.collect(assignment, known, &mut outcome) => collected,
                () = fenced.cancelled() => return None,
            };
            for note in collected.notes() {
                let _ = spool.append(Stream::Stderr, format!("{note}\n").as_bytes());
            }
            self.bring_home(&mut collected, &mut outcome).await?;
        }
        Some(Finished {
            ran_in,
            ..report(assignment, (outcome, usage), collected, spool)
        })
    }

    /// Looks at the working directory, for the last time.
    async fn collect(
        &self,
        assignment: &Assignment,
        known: Known,
        outcome: &mut Outcome,
    ) -> Collected {
        // Most often there is nothing, and one look tells.
        if is_empty(&self.root).unwrap_or(false) {
            return Collected::default();
        }
        let most = assignment.spec.resources.disk_bytes;
        let filter = Filter::new(&assignment.spec.outputs);
        let root = Arc::clone(&self.root);
        let looked = tokio::task::spawn_blocking(move || {
            let over = holds_more(&root, most)?;
            let collected = collect(&root, &known, &filter, most)?;
            Ok::<_, std::io::Error>((over, collected))
        });
        let message = match looked.await {
            Ok(Ok((false, collected))) if collected.excess.is_none() => return collected,
            Ok(Ok((_, collected))) => {
                *outcome = Outcome::DiskQuota;
                return collected;
            }
            Ok(Err(error)) => format!("the working directory cannot be read: {error}"),
            Err(error) => format!("the working directory cannot be read: {error}"),
        };
        *outcome = Outcome::Internal { message };
        Collected::default()
    }
}

fn report(
    assignment: &Assignment,
    (outcome, usage): (Outcome, Usage),
    collected: Collected,
    spool: &Spool,
) -> Finished {
    Finished {
        attempt: assignment.attempt,
        outcome,
        usage,
        artifacts: collected.artifacts,
        inline: collected.inline,
        log_bytes: spool.written().log,
        log_truncated: spool.written().truncated,
        ran_in: None,
    }
}
