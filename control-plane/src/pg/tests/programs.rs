//! Which programs are chosen, and what is said when there are none that fit.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::Bed;
use crate::pg::programs::{Programs, major, pick};
use crate::pg::{Cluster, PgError};

fn programs(major: u32) -> Programs {
    Programs {
        dir: PathBuf::from(format!("/p/{major}")),
        major,
    }
}

fn script(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
async fn missing_programs_are_named_with_their_packages() {
    let mut bed = Bed::new();
    bed.config.bin_dir = Some(PathBuf::from("/nowhere/bin"));
    let error = Cluster::start(&bed.config).await.unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, PgError::Missing { .. }), "{text}");
    for part in [
        "/nowhere/bin",
        "apt-get install postgresql",
        "dnf",
        "brew",
        "--database-url",
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn too_old_programs_are_refused_before_anything_is_made() {
    let mut bed = Bed::new();
    let bin = bed.place().dir.join("bin");
    fs::create_dir(&bin).unwrap();
    script(&bin, "initdb", "exit 1");
    script(
        &bin,
        "postgres",
        "echo 'postgres (PostgreSQL) 13.9 (Debian 13.9-0)'",
    );
    bed.config.bin_dir = Some(bin);
    let error = Cluster::start(&bed.config).await.unwrap_err();
    assert!(
        matches!(
            error,
            PgError::TooOld {
                found: 13,
                oldest: 14,
                ..
            }
        ),
        "{error}"
    );
    assert!(!bed.place().data().exists());
}

#[tokio::test]
async fn a_failing_initdb_is_quoted_and_leaves_nothing() {
    let mut bed = Bed::new();
    let bin = bed.place().dir.join("bin");
    fs::create_dir(&bin).unwrap();
    script(&bin, "initdb", "echo 'no space left' >&2; exit 1");
    script(&bin, "postgres", "echo 'postgres (PostgreSQL) 16.1'");
    bed.config.bin_dir = Some(bin);
    let error = Cluster::start(&bed.config).await.unwrap_err();
    assert!(error.to_string().contains("no space left"), "{error}");
    assert!(!bed.place().data().exists() && !bed.place().dir.join("data.new").exists());
}

#[tokio::test]
async fn programs_closed_to_the_servers_user_are_named() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let mut bed = Bed::new();
    let closed = bed.place().dir.join("closed");
    fs::create_dir_all(closed.join("bin")).unwrap();
    script(&closed.join("bin"), "initdb", "exit 1");
    script(
        &closed.join("bin"),
        "postgres",
        "echo 'postgres (PostgreSQL) 16.1'",
    );
    fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
    bed.config.bin_dir = Some(closed.join("bin"));
    let error = Cluster::start(&bed.config).await.unwrap_err();
    assert!(error.to_string().contains("is closed to it"), "{error}");
}

#[test]
fn the_programs_that_made_the_data_are_chosen_over_newer_ones() {
    let found = vec![programs(18), programs(15)];
    let data = Path::new("/d");
    assert_eq!(
        pick(found.clone(), Some(15), data).unwrap(),
        Some(programs(15))
    );
    assert_eq!(pick(found.clone(), None, data).unwrap(), Some(programs(18)));
    let error = pick(found, Some(16), data).unwrap_err();
    assert!(
        matches!(
            error,
            PgError::OtherVersion {
                made_by: 16,
                found: 18,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(pick(Vec::new(), Some(16), data).unwrap(), None);
}

#[test]
fn versions_are_read_from_what_the_programs_print() {
    assert_eq!(
        major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"),
        Some(15)
    );
    assert_eq!(major("postgres (PostgreSQL) 19beta1"), Some(19));
    assert_eq!(major("16\n"), Some(16));
    assert_eq!(major("command not found"), None);
}
