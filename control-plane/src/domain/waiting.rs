//! Why a job does not begin, decided from what is known of it and of the nodes.

mod large;
#[cfg(test)]
mod tests;

use rgrid_shared::{
    job::JobState,
    wire::waiting::{Waiting, WaitingReason},
};

use large::too_large;

/// Processors and memory: what a job asks for, or a node offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Thousandths of a vCPU.
    pub cpu_millis: u64,
    /// Memory in bytes.
    pub memory_bytes: u64,
}

/// The connected nodes that take jobs, as one job sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nodes {
    /// How many there are.
    pub connected: u64,
    /// The most processors that one has, and the most memory that one has.
    pub largest: Size,
    /// How many are large enough for the job.
    pub fitting: u64,
    /// How many jobs these take at the same time.
    pub slots: u64,
    /// How many jobs these have.
    pub running: u64,
}

/// What is known of a job that has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Where it is in its life.
    pub state: JobState,
    /// What it asks for.
    pub wants: Size,
    /// In how many seconds its next attempt may begin; not above zero when it may now.
    pub pause_s: i64,
    /// Its batch's limit, when as many of its jobs are under way.
    pub batch_full: Option<u64>,
    /// Its account's limit.
    pub account_limit: u64,
    /// The nodes.
    pub nodes: Nodes,
}

/// Why the job does not begin; nothing when it runs or has ended.
///
/// What no waiting mends comes first: a held job that fits no node is told so before its turn comes. Where all slots are taken,
/// no larger limit of its batch or account would help it.
#[must_use]
pub fn why(facts: &Facts) -> Option<Waiting> {
    use WaitingReason::{Files, LargerNode, Node};
    let nodes = facts.nodes;
    let waits = match facts.state {
        JobState::Running
        | JobState::Succeeded
        | JobState::Failed
        | JobState::TimedOut
        | JobState::Cancelled => return None,
        JobState::AwaitingInput => {
            let hint =
                "`rgrid run` sends them while it is attached; run it again if it was interrupted";
            waiting(Files, "its files have not all been sent", Some(hint))
        }
        JobState::Held | JobState::Queued if nodes.connected == 0 => {
            let hint = "start one: `rgrid up`, or `rgrid runner` on another machine";
            waiting(Node, "no node is connected", Some(hint))
        }
        JobState::Held | JobState::Queued if nodes.fitting == 0 => {
            let hint =
                "cancel it and ask for less with `--cpu` and `--memory`, or add a larger node";
            waiting(LargerNode, too_large(facts), Some(hint))
        }
        JobState::Held if full(nodes) => slot(nodes),
        JobState::Held => turn(facts),
        JobState::Queued => next(facts),
    };
    Some(waits)
}

fn waiting(reason: WaitingReason, message: impl Into<String>, hint: Option<&str>) -> Waiting {
    Waiting {
        reason,
        message: message.into(),
        hint: hint.map(ToOwned::to_owned),
        ahead: None,
    }
}

fn next(facts: &Facts) -> Waiting {
    let nodes = facts.nodes;
    if facts.pause_s > 0 {
        let message = format!("its next attempt begins in {} s", facts.pause_s);
        return waiting(WaitingReason::Retry, message, None);
    }
    if full(nodes) {
        return slot(nodes);
    }
    let hint = "a node takes nothing while its disk is full or its Docker does not answer; its log says so";
    let message = "a node has room and has not taken it yet";
    waiting(WaitingReason::Pickup, message, Some(hint))
}

/// Whether more jobs at a time would be of no use.
fn full(nodes: Nodes) -> bool {
    nodes.running >= nodes.slots
}

fn slot(nodes: Nodes) -> Waiting {
    let message = match nodes.slots {
        1 => "the only slot for it is taken".to_owned(),
        slots => format!("all {slots} slots for it are taken"),
    };
    waiting(WaitingReason::Slot, message, None)
}

fn turn(facts: &Facts) -> Waiting {
    let message = match facts.batch_full {
        Some(limit) => {
            format!("{limit} jobs of its batch are under way, as many as `--parallel` lets")
        }
        None => format!(
            "{} jobs of its account are under way, as many as may be",
            facts.account_limit
        ),
    };
    waiting(WaitingReason::Turn, message, None)
}
