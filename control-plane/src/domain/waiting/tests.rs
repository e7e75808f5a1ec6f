use rgrid_shared::{job::JobState, wire::waiting::WaitingReason};

use super::{Facts, Nodes, Size, why};

const GIB: u64 = 1 << 30;

/// A queued job of one processor, and one node with a free slot for it.
fn facts(change: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = Facts {
        state: JobState::Queued,
        wants: Size {
            cpu_millis: 1_000,
            memory_bytes: GIB,
        },
        pause_s: 0,
        batch_full: None,
        account_limit: 1_000,
        nodes: Nodes {
            connected: 1,
            largest: Size {
                cpu_millis: 4_000,
                memory_bytes: 8 * GIB,
            },
            fitting: 1,
            slots: 4,
            running: 3,
        },
    };
    change(&mut facts);
    facts
}

fn told(change: impl FnOnce(&mut Facts)) -> (WaitingReason, String) {
    let waiting = why(&facts(change)).expect("it waits");
    (waiting.reason, waiting.message)
}

#[test]
fn a_job_that_runs_or_has_ended_waits_for_nothing() {
    for state in JobState::ALL {
        let waits = why(&facts(|f| f.state = state)).is_some();
        let begun = state == JobState::Running || state.is_final();
        assert_eq!(waits, !begun, "{state}");
    }
}

#[test]
fn each_thing_to_wait_for_has_its_reason_and_its_sentence() {
    let (reason, message) = told(|f| f.state = JobState::AwaitingInput);
    assert_eq!(reason, WaitingReason::Files);
    assert_eq!(message, "its files have not all been sent");
    let (reason, message) = told(|f| f.nodes = Nodes::default());
    assert_eq!(reason, WaitingReason::Node);
    assert_eq!(message, "no node is connected");
    let (reason, message) = told(|f| f.pause_s = 12);
    assert_eq!(reason, WaitingReason::Retry);
    assert_eq!(message, "its next attempt begins in 12 s");
    let (reason, message) = told(|f| f.nodes.running = 4);
    assert_eq!(reason, WaitingReason::Slot);
    assert_eq!(message, "all 4 slots for it are taken");
    let (_, message) = told(|f| (f.nodes.running, f.nodes.slots) = (1, 1));
    assert_eq!(message, "the only slot for it is taken");
    let (reason, message) = told(|_| ());
    assert_eq!(reason, WaitingReason::Pickup);
    assert_eq!(message, "a node has room and has not taken it yet");
}

#[test]
fn a_job_that_fits_no_node_is_told_what_it_asks_for_and_what_there_is() {
    let (reason, message) = told(|f| {
        f.nodes.fitting = 0;
        f.wants.cpu_millis = 64_500;
    });
    assert_eq!(reason, WaitingReason::LargerNode);
    assert_eq!(
        message,
        "no node is large enough: it asks for 64.5 CPU and 1 GiB, and the most that a node has is 4 CPU and 8 GiB"
    );
}

#[test]
fn a_held_job_is_told_whose_turn_it_waits_for_unless_its_turn_is_of_no_use() {
    let held = |f: &mut Facts| f.state = JobState::Held;
    let (reason, message) = told(|f| {
        held(f);
        f.batch_full = Some(10);
    });
    assert_eq!(reason, WaitingReason::Turn);
    assert_eq!(
        message,
        "10 jobs of its batch are under way, as many as `--parallel` lets"
    );
    let (reason, message) = told(|f| {
        held(f);
        f.batch_full = Some(10);
        (f.nodes.running, f.nodes.slots) = (4, 4);
    });
    assert_eq!(reason, WaitingReason::Slot);
    assert_eq!(message, "all 4 slots for it are taken");
    let (_, message) = told(held);
    assert_eq!(
        message,
        "1000 jobs of its account are under way, as many as may be"
    );
    let (reason, _) = told(|f| {
        held(f);
        f.nodes.fitting = 0;
    });
    assert_eq!(reason, WaitingReason::LargerNode);
}

/// One node has the processors and another the memory: each alone would do.
#[test]
fn nodes_that_are_large_each_in_another_way_are_not_called_small() {
    let (reason, message) = told(|f| {
        f.nodes.fitting = 0;
        f.wants.memory_bytes = 8 * GIB - GIB / 2;
    });
    assert_eq!(reason, WaitingReason::LargerNode);
    assert_eq!(message, "no node has 1 CPU and 7.5 GiB at the same time");
}
