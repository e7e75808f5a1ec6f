//! The small parts: pid files, places, sockets, the log.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::pg::owner::Owner;
use crate::pg::place::Place;
use crate::pg::settings::url;
use crate::pg::{PgConfig, PgError, log, pidfile, socket};

const ME: Owner = Owner {
    uid: 1000,
    gid: 1000,
    drop: false,
};

#[test]
fn a_pid_file_is_read_and_an_unfinished_one_is_none() {
    let text = "4711\n/data\n1700000000\n5432\n/run/rgrid-1\n\n  1234 5\nready\n";
    let file = pidfile::parse(text).unwrap();
    assert_eq!((file.pid.as_raw_nonzero().get(), file.port), (4711, 5432));
    assert_eq!(file.socket_dir, Path::new("/run/rgrid-1"));
    for broken in [
        "",
        "x\n/data\n1\n5432\n/run\n",
        "4711\n/data\n1\n",
        "-4\n/d\n1\n5432",
    ] {
        assert_eq!(pidfile::parse(broken), None, "{broken:?}");
    }
}

#[test]
fn socket_folders_are_short_and_differ_per_cluster() {
    let place = |dir: &str| Place {
        dir: PathBuf::from(dir),
        owner: ME,
    };
    let long = format!("/{}", "x".repeat(3000));
    let one = socket::name(&place(&long), None);
    assert!(one.starts_with("/tmp") && one.as_os_str().len() <= 90);
    assert_ne!(one, socket::name(&place("/other"), None));
    let session = tempfile::tempdir().unwrap();
    let name = socket::name(&place("/other"), Some(session.path().to_owned()));
    assert_eq!(name.parent(), Some(session.path()));
    let deep = session.path().join("y".repeat(80));
    fs::create_dir(&deep).unwrap();
    assert!(socket::name(&place("/other"), Some(deep)).starts_with("/tmp"));
    assert!(socket::name(&place("/other"), Some("relative".into())).starts_with("/tmp"));
}

#[test]
fn a_socket_folder_that_others_can_open_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let me = Owner {
        uid: rustix::process::geteuid().as_raw(),
        ..ME
    };
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let error = socket::checked(dir.path().to_owned(), me).unwrap_err();
    assert!(matches!(error, PgError::SocketDir { .. }), "{error}");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
    socket::checked(dir.path().to_owned(), me).unwrap();
    let other = Owner {
        uid: me.uid + 1,
        ..ME
    };
    assert!(socket::checked(dir.path().to_owned(), other).is_err());
}

#[test]
fn a_folder_closed_on_the_way_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    let stranger = Owner {
        uid: 4_000_000,
        gid: 4_000_000,
        drop: true,
    };
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(stranger.barred(&inner), Some(dir.path()));
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o711)).unwrap();
    assert_eq!(stranger.barred(&inner), None);
    assert_ne!(Owner::nobody().uid, 0);
}

#[test]
fn a_long_log_is_put_aside_and_only_its_end_is_quoted() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("postgres.log");
    log::roll(&path).unwrap();
    fs::write(&path, "short").unwrap();
    log::roll(&path).unwrap();
    assert_eq!(log::since(&path, 2), "ort");
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(log::LIMIT + 1)
        .unwrap();
    log::roll(&path).unwrap();
    assert!(!path.exists() && dir.path().join("postgres.log.1").exists());
    assert!(log::since(&path, 0).contains("cannot be read"));
    let lines: Vec<String> = (0..40).map(|n| format!("line {n}")).collect();
    assert_eq!(
        log::last_lines(&lines.join("\n\n")).lines().next(),
        Some("line 28")
    );
}

#[test]
fn a_url_escapes_what_a_url_cannot_hold() {
    let text = "1\n/data\n1\n5432\n/run/a b&c\n";
    let file = pidfile::parse(text).unwrap();
    let url = url(&PgConfig::new("/d"), &file);
    assert_eq!(
        url,
        "postgres://rgrid@localhost:5432/rgrid?host=/run/a%20b%26c"
    );
}
