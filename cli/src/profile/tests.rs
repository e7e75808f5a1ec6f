use std::{fs, os::unix::fs::PermissionsExt};

use super::*;

fn credentials() -> Credentials {
    let mut all = Credentials {
        default: Some("local".into()),
        ..Credentials::default()
    };
    let profile = Profile {
        url: "http://127.0.0.1:7430".into(),
        key: Secret::new("rgk_x"),
    };
    all.profiles.insert("local".into(), profile);
    all
}

/// Credential file: 0600 inside 0700 (R-L8).
#[test]
fn the_file_is_for_its_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("home");
    credentials().save(&folder).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("credentials")), 0o600);
    assert_eq!(Credentials::load(&folder).unwrap(), credentials());
}

#[test]
fn a_file_that_others_may_read_is_refused_with_the_command_that_mends_it() {
    let dir = tempfile::tempdir().unwrap();
    credentials().save(dir.path()).unwrap();
    let path = dir.path().join("credentials");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let failure = Credentials::load(dir.path()).unwrap_err();
    assert!(
        failure.message.contains("may be read by others"),
        "{failure}"
    );
    assert!(failure.hints[0].starts_with("chmod 600 "));
}

#[test]
fn a_broken_file_is_named_by_its_line_and_never_shown() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("credentials");
    fs::write(&path, "default = \"a\"\nkey rgk_secret\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let failure = Credentials::load(dir.path()).unwrap_err();
    assert!(
        failure.message.ends_with("is broken at line 2"),
        "{failure}"
    );
    assert!(!format!("{failure:?}").contains("rgk_secret"));
}

#[test]
fn address_and_key_together_need_no_file() {
    let wish = Wish {
        url: Some("http://h:1/".into()),
        key: Some(Secret::new("rgk_y")),
        ..Wish::default()
    };
    assert_eq!(target(&wish).unwrap().url, "http://h:1");
}

#[test]
fn a_word_that_is_no_address_is_said_to_be_none() {
    for word in ["localhost:7430", "ftp://x", "http://", "http://a b"] {
        assert_eq!(checked(word).unwrap_err().kind, "USAGE", "{word}");
    }
}

#[test]
fn a_profile_that_is_not_there_is_guessed() {
    let wish = Wish {
        profile: Some("locl".into()),
        ..Wish::default()
    };
    let failure = nothing(&wish, &credentials());
    assert_eq!(failure.hints, ["--profile local"]);
    let first = nothing(&Wish::default(), &Credentials::default());
    assert!(first.hints[0].starts_with("rgrid up"));
}
