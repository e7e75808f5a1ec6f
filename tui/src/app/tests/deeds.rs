//! What cancels or spends is asked first, and only for what is meant.

use crate::{
    app::App,
    effect::{Deed, Effect},
    store::Which,
    testing::{
        job, job_id, press,
        scenes::{app, fill},
        screen,
    },
};

pub(super) fn full() -> App {
    let mut app = app();
    fill(&mut app);
    app
}

pub(super) fn deeds(effects: &[Effect]) -> Vec<&Deed> {
    let deeds = effects.iter().filter_map(|effect| match effect {
        Effect::Do(deed) => Some(deed),
        _ => None,
    });
    deeds.collect()
}

/// What costs or destroys is asked first, with its cost, and only `y` is a yes.
#[test]
fn a_cancel_is_asked_with_its_cost_and_recorded_when_it_is_done() {
    let mut app = full();
    let id = job_id(6);
    press(&mut app, "/^ train.*running<Enter>");
    assert_eq!(app.context().targets, [Which::Job(id)]);
    assert!(deeds(&press(&mut app, "x")).is_empty());
    let shown = screen(&mut app, (80, 24));
    assert!(
        shown.contains("is charged") && shown.contains(&format!("$ rgrid cancel {id}")),
        "{shown}"
    );
    assert!(deeds(&press(&mut app, "n")).is_empty());
    press(&mut app, "x");
    let effects = press(&mut app, "y");
    assert_eq!(deeds(&effects), [&Deed::Cancel(vec![Which::Job(id)])]);
    assert!(effects.contains(&Effect::Record(format!("rgrid cancel {id}"))));
}

#[test]
fn what_has_ended_is_not_cancelled_and_what_lives_is_not_retried() {
    let mut app = full();
    press(&mut app, "/^ train.*succeeded<Enter>gx");
    assert!(screen(&mut app, (80, 24)).contains("it has ended already"));
    for state in ["running", "succeeded"] {
        press(&mut app, &format!("<Esc>/^ train.*{state}<Enter>gr"));
        assert!(
            screen(&mut app, (80, 24)).contains("did not succeed"),
            "{state}"
        );
    }
}

/// What was marked and is not meant is neither run, nor counted, nor in the line that is kept.
#[test]
fn of_all_that_is_marked_only_what_did_not_succeed_runs_again() {
    let mut app = full();
    press(&mut app, "/^ train<Enter>Ar");
    let effects = press(&mut app, "y");
    let [Deed::Retry(targets)] = deeds(&effects)[..] else {
        panic!("{effects:?}")
    };
    let mut again = targets.clone();
    again.sort_unstable_by_key(ToString::to_string);
    assert_eq!(again, [2, 3, 4, 5].map(|n| Which::Job(job_id(n))));
    let lines = targets.iter().map(|which| format!("rgrid retry {which}"));
    let line = lines.collect::<Vec<_>>().join(" && ");
    assert!(effects.contains(&Effect::Record(line)), "{effects:?}");
}

/// An answer may be older than the event that came before it.
#[test]
fn what_has_ended_is_not_running_again_by_a_late_answer() {
    let mut app = full();
    let late = job(
        2,
        &serde_json::json!({ "state": "running", "exit_code": null }),
    );
    app.world.store.put_jobs(&[late]);
    let row = app.world.store.job(job_id(2)).unwrap();
    assert_eq!(row.state, rgrid_shared::job::JobState::Failed);
}
