//! Claims for all connected nodes: one statement takes what all nodes of one size would take now.
//!
//! Owns who would take how much. Each conversation has a seat, says how many jobs its node is willing to have
//! received, and is given what was taken for it. Looks at once when there is news of the queue, and when somebody wants
//! more; while it is busy, for those when they are many or have waited for a breath.

mod breath;
mod round;
mod seat;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rgrid_shared::{id::NodeId, wire::node::Hello};
use sqlx::PgPool;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    db::lease::Claimed,
    together::Failure,
    wake::{Topic, Wake},
};
pub(super) use seat::Seat;

/// What a conversation is given: jobs that its node has taken, or why nothing can be taken.
type Given = Result<Vec<Claimed>, Failure>;

/// Takes jobs for all connected nodes; cheap to clone.
#[derive(Clone)]
pub struct Claims(Arc<Inner>);

struct Inner {
    db: PgPool,
    state: Mutex<State>,
    /// Held while jobs are being taken.
    round: tokio::sync::Mutex<()>,
    /// There is a reason to end a breath.
    stirred: Notify,
}

#[derive(Default)]
struct State {
    seats: HashMap<Uuid, Place>,
    /// Somebody wants more, or there may be more.
    news: bool,
    /// There may be more.
    hurry: bool,
    busy: bool,
}

/// What is known of one conversation.
struct Place {
    node: NodeId,
    size: Size,
    /// How many jobs it runs at once.
    slots: u64,
    /// Jobs that the node is willing to have received.
    total: u64,
    /// Jobs that it was given.
    given: u64,
    give: mpsc::UnboundedSender<Given>,
}

/// What a node has to offer; nodes of one size may take the same jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Size {
    cpu_millis: u32,
    memory_bytes: u64,
}

impl Size {
    /// As the node said.
    fn of(hello: &Hello) -> Self {
        Self {
            cpu_millis: hello.cpu_millis,
            memory_bytes: hello.memory_bytes,
        }
    }
}

impl Claims {
    /// Takes from the queue of this database.
    #[must_use]
    pub fn new(db: PgPool) -> Self {
        Self(Arc::new(Inner {
            db,
            state: Mutex::default(),
            round: tokio::sync::Mutex::default(),
            stirred: Notify::new(),
        }))
    }

    /// There may be work: takes it, for whoever wants some.
    pub fn look(&self) {
        self.state().hurry = true;
        self.stir();
    }

    fn stir(&self) {
        let mut state = self.state();
        state.news = true;
        self.0.stirred.notify_one();
        if !std::mem::replace(&mut state.busy, true) {
            tokio::spawn(self.clone().work());
        }
    }

    /// Looks whenever there is news of the queue, and every other second, until `stopping`.
    pub async fn watch(self, wake: Wake, stopping: CancellationToken) {
        let mut work = wake.waiter(Topic::Queue);
        while stopping.run_until_cancelled(work.changed()).await.is_some() {
            self.look();
        }
    }

    /// A seat for a conversation, which wants nothing yet.
    pub(super) fn sit(&self, node: NodeId, session: Uuid, hello: &Hello) -> Seat {
        let (give, given) = mpsc::unbounded_channel();
        let place = Place {
            node,
            size: Size::of(hello),
            slots: u64::from(hello.slots),
            total: 0,
            given: 0,
            give,
        };
        self.state().seats.insert(session, place);
        Seat::new(self.clone(), session, given)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
