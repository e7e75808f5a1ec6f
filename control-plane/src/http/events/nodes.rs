//! What the operator's follower has seen of the nodes.

use std::time::{Duration, Instant};

use rgrid_shared::wire::{events::AccountEvent, nodes::Node};

use crate::{
    app::AppState,
    db,
    http::{
        auth::Caller,
        follow::{Follower, Gone},
    },
};

/// The pause between two looks: nodes speak all the time.
const PAUSE: Duration = Duration::from_secs(1);

/// The nodes as they were told last.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    told: Option<Vec<Node>>,
    at: Option<Instant>,
}

impl Nodes {
    /// Tells the operator the nodes when they are not as they were; nobody else.
    pub(super) async fn tell(
        &mut self,
        follower: &mut Follower,
        state: &AppState,
        caller: Caller,
    ) -> Result<(), Gone> {
        let fresh = self.at.is_some_and(|at| at.elapsed() < PAUSE);
        if fresh || !caller.operator {
            return Ok(());
        }
        let nodes = db::node::list(&mut *state.db.acquire().await?).await?;
        self.at = Some(Instant::now());
        if self.told.as_ref() == Some(&nodes) {
            return Ok(());
        }
        self.told = Some(nodes.clone());
        follower.event(&AccountEvent::Nodes { nodes }).await
    }
}
