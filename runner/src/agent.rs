//! Agent: the one task that knows every attempt of this node.
//!
//! Owns credit, routing and the drain. Says how many attempts it can take, starts each as a task,
//! passes on what the control plane says, and leaves in good order.

mod care;
mod drain;
mod hear;
mod rest;

use std::{collections::HashMap, sync::Arc, time::Duration};

use rgrid_shared::id::{AttemptId, NodeId};
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval},
};

use crate::{
    attempt,
    connection::{Event, Session},
    context::{Context, Notice},
    error::RunnerError,
    port::{self, Handle},
};

use drain::Drain;
pub(crate) use drain::Leave;
use rest::Rest;

/// How often disk and engine are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// For each slot, attempts that may wait for the acceptance of their report.
const REPORTS_PER_SLOT: usize = 4;

/// The one task that knows every attempt.
pub(crate) struct Agent {
    context: Arc<Context>,
    slots: usize,
    attempts: HashMap<AttemptId, Entry>,
    session: Option<(Session, NodeId)>,
    received: u64,
    granted: u64,
    clean: bool,
    rest: Rest,
    drain: Drain,
}

struct Entry {
    handle: Handle,
    reporting: bool,
}

impl Agent {
    /// An agent for `slots` attempts at the same time.
    pub(crate) fn new(context: Arc<Context>, slots: u32) -> Self {
        Self {
            context,
            slots: usize::try_from(slots).unwrap_or(1),
            attempts: HashMap::new(),
            session: None,
            received: 0,
            granted: 0,
            clean: false,
            rest: Rest::default(),
            drain: Drain::No,
        }
    }

    /// Takes up the reports that an earlier life left on the disk.
    pub(crate) fn resume(&mut self, leftovers: Vec<AttemptId>) {
        for attempt in leftovers {
            let port = self.open(attempt, true);
            self.context
                .leases
                .keep_for_report(attempt, std::time::Instant::now());
            tokio::spawn(attempt::report_again(
                Arc::clone(&self.context),
                attempt,
                port,
            ));
        }
    }

    /// Works until it may leave.
    pub(crate) async fn run(
        mut self,
        mut events: mpsc::Receiver<Event>,
        mut notices: mpsc::UnboundedReceiver<Notice>,
        leave: Leave,
    ) -> Result<(), RunnerError> {
        let mut look = interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut give_up: Option<Instant> = None;
        let mut refused = Ok(());
        while !self.may_leave() {
            self.grant().await;
            tokio::select! {
                Some(event) = events.recv() => if let Err(error) = self.on_all(event, &mut events).await {
                    refused = Err(error);
                    self.drop_all();
                },
                Some(notice) = notices.recv() => {
                    self.note(notice);
                    // Those that wait too, so that credit is given for all of them at once.
                    for _ in 0..notices.len() {
                        notices.try_recv().into_iter().for_each(|notice| self.note(notice));
                    }
                    self.tell_condition();
                }
                _ = look.tick() => self.care().await,
                () = leave.shutdown.cancelled(), if self.drain == Drain::No => {
                    self.begin_drain().await;
                    give_up = leave.within.and_then(|within| Instant::now().checked_add(within));
                }
                () = drain::at(give_up) => {
                    give_up = None;
                    self.drop_all();
                }
            }
        }
        refused
    }

    fn open(&mut self, attempt: AttemptId, reporting: bool) -> port::Port {
        let (handle, port) = port::open(attempt, self.context.line.clone());
        self.attempts.insert(attempt, Entry { handle, reporting });
        port
    }

    fn note(&mut self, notice: Notice) {
        match notice {
            Notice::Reporting(attempt) => {
                self.rest.ended(attempt);
                if let Some(entry) = self.attempts.get_mut(&attempt) {
                    entry.reporting = true;
                }
            }
            Notice::Gone(attempt) => {
                self.rest.ended(attempt);
                self.attempts.remove(&attempt);
            }
            Notice::EngineAway => self.clean = false,
            Notice::Failed => self.rest.failed(Instant::now()),
            Notice::Worked => self.rest.worked(),
        }
    }
}
