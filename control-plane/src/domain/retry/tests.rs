mod lost;

use proptest::prelude::*;

use super::*;

fn outcomes() -> Vec<Outcome> {
    let message = String::new;
    vec![
        Outcome::Exited { code: 0 },
        Outcome::Exited { code: 7 },
        Outcome::Signaled { signal: 9 },
        Outcome::Oom,
        Outcome::TimedOut,
        Outcome::DiskQuota,
        Outcome::Image { message: message() },
        Outcome::Dependencies { message: message() },
        Outcome::Inputs { message: message() },
        Outcome::Cancelled,
        Outcome::Internal { message: message() },
    ]
}

/// How often the job is started when every attempt ends like this.
fn starts(outcome: &Outcome, max_retries: u32) -> u32 {
    let mut history = History {
        max_retries,
        ..History::default()
    };
    for start in 1.. {
        match after(outcome, history, 0) {
            Decision::End(_) => return start,
            Decision::Again {
                infrastructure: true,
                ..
            } => history.infra_failures += 1,
            Decision::Again {
                infrastructure: false,
                ..
            } => history.user_failures += 1,
        }
    }
    unreachable!("a job is never tried for ever")
}

/// Transient failures are retried twice, user failures only when asked (R-E5).
#[test]
fn each_kind_of_end_is_tried_as_often_as_it_deserves() {
    for outcome in outcomes() {
        let final_at_once = matches!(outcome, Outcome::Exited { code: 0 } | Outcome::Cancelled);
        for retries in 0..4 {
            let expected = match () {
                () if final_at_once => 1,
                () if outcome.is_infrastructure() => 3,
                () => retries + 1,
            };
            assert_eq!(starts(&outcome, retries), expected, "{outcome:?} {retries}");
        }
    }
}

#[test]
fn a_pause_doubles_and_stays_below_five_minutes() {
    for (failures, low, high) in [
        (0, 500, 1_000),
        (1, 1_000, 2_000),
        (3, 4_000, 8_000),
        (60, 150_000, 300_000),
    ] {
        assert_eq!(backoff(failures, 0).as_millis(), low);
        let most = backoff(failures, u32::MAX).as_millis();
        assert!(most < high && most > high - 2, "{most}");
    }
}

proptest! {
    #[test]
    fn a_cancelled_job_is_never_tried_again(
        which in 0usize..11, infra_failures in 0u32..4, user_failures in 0u32..4, max_retries in 0u32..9,
    ) {
        let history = History { infra_failures, user_failures, max_retries, cancel_requested: true, ..History::default() };
        prop_assert!(matches!(after(&outcomes()[which], history, 1), Decision::End(_)));
        let Decision::End(ending) = lost(history, Loss::Node) else { return Err(TestCaseError::fail("again")) };
        prop_assert_eq!(ending.state, JobState::Cancelled);
    }
}
