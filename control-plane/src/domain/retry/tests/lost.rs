use super::{super::lost::APART, *};

fn with(infra_failures: u32, runner_deaths: u32) -> History {
    History {
        infra_failures,
        runner_deaths,
        ..History::default()
    }
}

fn died(alone: bool, place: u32) -> Loss {
    Loss::Runner { alone, place }
}

#[track_caller]
fn ended(decision: Decision) -> (Option<Reason>, String) {
    let Decision::End(ending) = decision else {
        panic!("it is tried again: {decision:?}")
    };
    assert_eq!(ending.state, JobState::Failed);
    (ending.reason, ending.message.unwrap())
}

#[track_caller]
fn again(history: History, loss: Loss) -> (Option<Reason>, Duration) {
    match lost(history, loss) {
        Decision::Again { reason, after, .. } => (reason, after),
        Decision::End(ending) => panic!("it ends: {ending:?}"),
    }
}

#[test]
fn the_third_lost_node_ends_the_job() {
    for infra_failures in [0, 1] {
        let expected = (Some(Reason::LostNode), Duration::ZERO);
        assert_eq!(again(with(infra_failures, 0), Loss::Node), expected);
    }
    let (reason, message) = ended(lost(with(2, 0), Loss::Node));
    assert_eq!(reason, Some(Reason::LostNode));
    assert!(message.contains("3 times"), "{message}");
}

/// Scenario 27.
#[test]
fn the_second_death_of_its_runner_ends_the_job() {
    let first = (Some(Reason::RunnerDied), Duration::ZERO);
    assert_eq!(again(with(0, 1), died(true, 0)), first);
    let (reason, message) = ended(lost(with(1, 2), died(true, 0)));
    assert_eq!(reason, Some(Reason::RunnerDied));
    assert!(message.contains("died 2 times"), "{message}");
}

/// Scenario 27: a neighbour that was there both times is no more suspect than the job that did it.
#[test]
fn jobs_that_are_as_suspect_are_tried_a_last_time_apart() {
    let (_, first) = again(with(1, 2), died(false, 0));
    let (_, second) = again(with(1, 2), died(false, 1));
    assert_eq!((first, second), (Duration::ZERO, APART));
    let (reason, message) = ended(lost(with(2, 3), died(false, 0)));
    assert_eq!(reason, Some(Reason::RunnerDied));
    assert!(message.contains("died 3 times"), "{message}");
}

#[test]
fn other_losses_do_not_put_a_job_into_quarantine() {
    assert_eq!(again(with(1, 1), Loss::Node).0, Some(Reason::LostNode));
    let died = died(true, 0);
    assert_eq!(again(with(1, 1), died).0, Some(Reason::RunnerDied));
    let (reason, message) = ended(lost(with(2, 1), died));
    assert_eq!(reason, Some(Reason::LostNode));
    assert!(message.contains("went away 3 times"), "{message}");
}
