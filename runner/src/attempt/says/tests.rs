use super::*;

fn says(outcome: &Outcome, started: bool, unfit: bool) -> Option<Notice> {
    Says { started, unfit }.of_the_node(outcome)
}

/// R-E5.
#[test]
fn only_the_nodes_own_failures_speak_against_it() {
    let message = String::new;
    let own = [
        Outcome::Internal { message: message() },
        Outcome::Inputs { message: message() },
    ];
    for outcome in own {
        assert_eq!(says(&outcome, true, false), Some(Notice::Failed));
        assert_eq!(says(&outcome, false, false), Some(Notice::Failed));
        assert_eq!(says(&outcome, false, true), None, "others would run");
    }
    for outcome in [
        Outcome::Exited { code: 0 },
        Outcome::Exited { code: 1 },
        Outcome::Oom,
        Outcome::DiskQuota,
    ] {
        assert_eq!(says(&outcome, true, false), Some(Notice::Worked));
    }
    let image = Outcome::Image { message: message() };
    assert_eq!(says(&image, false, false), None, "it was never tried");
}
