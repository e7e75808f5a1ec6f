//! Where a cluster is, who may go there, and that two starts are kept apart.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crate::pg::owner::Owner;
use crate::pg::place::Place;
use crate::pg::{PgError, pidfile};

#[test]
fn a_folder_is_open_to_its_owner_and_to_its_group_as_its_bits_say() {
    let dir = tempfile::tempdir().unwrap();
    let (uid, gid) = (
        rustix::process::geteuid().as_raw(),
        rustix::process::getegid().as_raw(),
    );
    let barred = |uid, gid, mode| {
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode)).unwrap();
        let drop = true;
        Owner { uid, gid, drop }.barred(dir.path()).is_some()
    };
    assert!(!barred(uid, 4_000_000, 0o700));
    assert!(barred(uid, 4_000_000, 0o077));
    assert!(!barred(4_000_000, gid, 0o710));
    assert!(barred(4_000_000, gid, 0o701));
    let stays = Owner {
        drop: false,
        ..Owner::nobody()
    };
    assert_eq!(stays.barred(dir.path()), None);
}

#[test]
fn a_place_that_is_not_there_is_none_and_what_cannot_be_read_is_named() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Place::existing(&dir.path().join("none")).unwrap().is_none());
    fs::create_dir(dir.path().join("location")).unwrap();
    let error = Place::existing(dir.path()).unwrap_err().to_string();
    assert!(
        error.starts_with("could not read ") && error.contains("/location"),
        "{error}"
    );
    fs::create_dir(pidfile::path(dir.path())).unwrap();
    let error = pidfile::living(dir.path()).unwrap_err().to_string();
    assert!(error.contains("postmaster.pid"), "{error}");
}

#[tokio::test]
async fn two_starts_of_one_cluster_are_kept_apart() {
    let dir = tempfile::tempdir().unwrap();
    let place = Place::existing(dir.path()).unwrap().unwrap();
    let held = place.lock(Duration::ZERO).await.unwrap();
    let error = place.lock(Duration::ZERO).await.unwrap_err();
    assert!(matches!(error, PgError::Busy { .. }), "{error}");
    drop(held);
    place.lock(Duration::ZERO).await.unwrap();
}

/// A number that belongs to nobody, or to a process that is no PostgreSQL.
#[test]
fn a_process_that_is_gone_or_is_something_else_serves_no_cluster() {
    let dir = tempfile::tempdir().unwrap();
    for pid in [i32::MAX, std::process::id().cast_signed()] {
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        assert!(!pidfile::is_postmaster_of(pid, dir.path()));
    }
}
