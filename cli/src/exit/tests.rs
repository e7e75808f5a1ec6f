use rgrid_shared::error::{ApiError, ErrorCode};

use super::*;

/// R-L11: the code of an error decides the exit code, and its hint is the next thing to type.
#[test]
fn an_error_of_the_server_keeps_its_code_hint_and_request_id() {
    let mut error =
        ApiError::new(ErrorCode::ResourceNotFound, "there is no job x").hinted("rgrid list");
    error.request_id = "req-1".into();
    let failure = Failure::from(error);
    assert_eq!(failure.exit, exit::NOT_FOUND);
    assert_eq!(failure.kind, "RESOURCE_NOT_FOUND");
    assert_eq!(failure.hints, ["rgrid list"]);
    assert_eq!(failure.request_id.as_deref(), Some("req-1"));
}

#[test]
fn a_wrong_key_points_to_the_doctor() {
    let error = ApiError::new(ErrorCode::Unauthenticated, "unknown key").hinted("send a header");
    let failure = Failure::from(error);
    assert_eq!(failure.exit, exit::AUTH);
    assert!(failure.hints[0].starts_with("rgrid doctor"));
    assert_eq!(failure.hints.len(), 1);
}

#[test]
fn a_full_disk_and_an_unreadable_file_are_sentences() {
    let full = Failure::file(
        "write",
        Path::new("out/a b"),
        &io::ErrorKind::StorageFull.into(),
    );
    assert_eq!(full.message, "cannot write 'out/a b': the disk is full");
    assert_eq!(full.exit, exit::LOCAL);
    let unreadable = Failure::file(
        "read",
        Path::new("x"),
        &io::ErrorKind::PermissionDenied.into(),
    );
    assert_eq!(unreadable.message, "cannot read x: permission denied");
    assert_eq!(unreadable.hints, ["ls -ld x"]);
}

#[test]
fn scenario_15_names_with_control_characters_cannot_speak_to_the_terminal() {
    assert_eq!(quote(Path::new("a\u{1b}[2Jb")), "'a\\u{1b}[2Jb'");
}
