use std::os::unix::fs::PermissionsExt as _;

use rgrid_shared::{id::NodeId, job::Outcome, spec::Secret, wire::node::Finished};

use super::*;

fn open() -> (tempfile::TempDir, StateDir) {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    (folder, state)
}

fn finished(attempt: AttemptId) -> Finished {
    Finished {
        attempt,
        outcome: Outcome::Exited { code: 0 },
        usage: rgrid_shared::wire::node::Usage::default(),
        artifacts: Vec::new(),
        inline: Vec::new(),
        log_bytes: 0,
        log_truncated: false,
        ran_in: None,
    }
}

#[test]
fn two_runners_never_share_a_folder() {
    let (folder, state) = open();
    let error = StateDir::open(folder.path()).unwrap_err();
    assert!(matches!(error, RunnerError::Locked(_)), "{error}");
    drop(state);
    StateDir::open(folder.path()).unwrap();
}

#[test]
fn what_the_node_is_survives_and_is_its_owners_alone() {
    let (folder, state) = open();
    assert!(state.identity().unwrap().is_none());
    let identity = Enrolled {
        node: NodeId::new(),
        token: Secret::new("t"),
    };
    state.remember(&identity).unwrap();
    assert_eq!(state.identity().unwrap(), Some(identity));
    let mode = fs::metadata(folder.path().join("node.json"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::write(folder.path().join("node.json"), "{").unwrap();
    assert!(
        state
            .identity()
            .unwrap_err()
            .to_string()
            .contains("node.json")
    );
    fs::remove_file(folder.path().join("node.json")).unwrap();
    fs::create_dir(folder.path().join("node.json")).unwrap();
    assert!(state.identity().is_err());
}

#[test]
fn half_an_attempt_is_removed_and_a_whole_result_is_kept() {
    let (folder, state) = open();
    let (half, whole) = (AttemptId::new(), AttemptId::new());
    state.attempt(half).create().unwrap();
    fs::write(state.attempt(half).work().join("x"), "x").unwrap();
    state.attempt(whole).create().unwrap();
    state
        .attempt(whole)
        .save(&Ended::new(3, &finished(whole)))
        .unwrap();
    fs::create_dir(folder.path().join("attempts/foreign")).unwrap();
    fs::write(folder.path().join("attempts/file"), "x").unwrap();
    let (finished, died) = (vec![whole], vec![half]);
    let left = Leftovers { finished, died };
    assert_eq!(state.leftovers().unwrap(), left);
    assert_eq!(
        fs::read_dir(folder.path().join("attempts"))
            .unwrap()
            .count(),
        1
    );
    assert_eq!(state.attempt(whole).load().unwrap().number, 3);
    state.attempt(whole).remove().unwrap();
    assert_eq!(state.leftovers().unwrap(), Leftovers::default());
}

#[test]
fn a_folder_in_which_nothing_was_left_is_removed_at_once_and_any_other_is_not() {
    let (_folder, state) = open();
    let (nothing, something) = (AttemptId::new(), AttemptId::new());
    for attempt in [nothing, something] {
        let dir = state.attempt(attempt);
        dir.create().unwrap();
        dir.save(&Ended::new(1, &finished(attempt))).unwrap();
    }
    fs::write(state.attempt(something).work().join("x"), "x").unwrap();
    state.attempt(nothing).remove_empty().unwrap();
    state.attempt(something).remove_empty().unwrap_err();
    let (finished, died) = (Vec::new(), vec![something]);
    assert_eq!(state.leftovers().unwrap(), Leftovers { finished, died });
}

/// A power failure may lose a part of what was not on the disk itself: such a result is none, and the job runs again.
#[test]
fn a_result_outlives_the_machine_only_when_it_was_put_on_the_disk_itself() {
    let (_folder, state) = open();
    let (kept, settled) = (AttemptId::new(), AttemptId::new());
    for attempt in [kept, settled] {
        let dir = state.attempt(attempt);
        dir.create().unwrap();
        let (mut log, _) = dir.new_log(10);
        log.append(rgrid_shared::wire::logs::Stream::Stdout, b"x")
            .unwrap();
        let mut ended = Ended::new(1, &finished(attempt));
        ended.boot = Some("an earlier start".to_owned());
        dir.save(&ended).unwrap();
        assert!(!dir.is_finished());
        assert!(dir.load().unwrap_err().to_string().contains("went down"));
        if attempt == settled {
            dir.settle(&ended).unwrap();
        }
    }
    let (finished, died) = (vec![settled], vec![kept]);
    assert_eq!(state.leftovers().unwrap(), Leftovers { finished, died });
    assert_eq!(state.attempt(settled).load().unwrap().number, 1);
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = StateDir::open(&file).unwrap_err().to_string();
    assert!(
        error.contains("file") && error.contains("state_dir"),
        "{error}"
    );
}

#[test]
fn a_folder_that_is_taken_away_is_named() {
    let (folder, state) = open();
    fs::remove_dir(folder.path().join("attempts")).unwrap();
    let error = state.leftovers().unwrap_err().to_string();
    assert!(error.contains("state_dir"), "{error}");
}
