//! What the agent does about what the control plane says.

use std::{sync::Arc, time::Instant};

use rgrid_shared::{
    id::AttemptId,
    wire::node::{Assignment, ToNode},
};
use tokio::sync::mpsc;

use super::{Agent, drain::Drain};
use crate::{
    attempt,
    connection::Event,
    error::RunnerError,
    port::{Handle, Verdict},
};

impl Agent {
    /// Minds an event of the connection and those that wait behind it, so that credit is given for all of them at once.
    pub(super) async fn on_all(
        &mut self,
        first: Event,
        events: &mut mpsc::Receiver<Event>,
    ) -> Result<(), RunnerError> {
        self.on(first).await?;
        for _ in 0..events.len() {
            if let Ok(event) = events.try_recv() {
                self.on(event).await?;
            }
        }
        Ok(())
    }

    async fn on(&mut self, event: Event) -> Result<(), RunnerError> {
        match event {
            Event::Connected(session, welcome) => {
                tracing::info!(node.id = %welcome.node, "connected");
                self.session = Some((session, welcome.node));
                (self.received, self.granted) = (0, 0);
                self.care().await;
            }
            Event::Lost => {
                self.session = None;
                if self.drain == Drain::Asked {
                    // The next connection gives no credit, so nothing more comes.
                    self.drain = Drain::Done;
                }
            }
            Event::Refused(error) => return Err(error),
            Event::Said(message) => self.hear(*message),
        }
        Ok(())
    }

    fn hear(&mut self, message: ToNode) {
        match message {
            ToNode::Assign(assignment) => self.take(*assignment),
            ToNode::Cancel { attempt } => self.pass(attempt, |handle| handle.cancel.cancel()),
            ToNode::Fenced { attempt } => self.pass(attempt, |handle| handle.fenced.cancel()),
            ToNode::Uploads { attempt, missing } => self.pass(attempt, |handle| {
                let _ = handle.uploads.try_send(missing);
            }),
            ToNode::Packages { attempt, known } => self.pass(attempt, |handle| {
                let _ = handle.packages.try_send(known);
            }),
            ToNode::LogStored { attempt, pos } => self.pass(attempt, |handle| {
                handle.stored.send_replace(pos);
            }),
            ToNode::Accepted { attempt } => self.pass(attempt, |handle| {
                let _ = handle.verdict.try_send(Verdict::Accepted);
            }),
            ToNode::BlobsMissing { attempt, digests } => self.pass(attempt, |handle| {
                let _ = handle.verdict.try_send(Verdict::Missing(digests));
            }),
            ToNode::Drained if self.drain == Drain::Asked => self.drain = Drain::Done,
            ToNode::Drained | ToNode::Welcome { .. } => {}
        }
    }

    /// Starts an attempt; one that is here already is not started twice.
    fn take(&mut self, assignment: Assignment) {
        self.received = self.received.saturating_add(1);
        let attempt = assignment.attempt;
        let Some(node) = self.session.as_ref().map(|(_, node)| *node) else {
            return;
        };
        if self.attempts.contains_key(&attempt) {
            return;
        }
        tracing::info!(attempt.id = %attempt, job.id = %assignment.job, "taken");
        self.rest.took(attempt);
        let port = self.open(attempt, false);
        self.context
            .leases
            .hold(attempt, Instant::now(), port.fenced.clone());
        tokio::spawn(attempt::run(
            Arc::clone(&self.context),
            node,
            assignment,
            port,
        ));
    }

    /// Passes something on to an attempt; one that is gone needs nothing.
    fn pass(&mut self, attempt: AttemptId, act: impl FnOnce(&Handle)) {
        if let Some(entry) = self.attempts.get(&attempt) {
            act(&entry.handle);
        }
    }
}
