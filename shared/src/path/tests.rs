use proptest::prelude::*;

use super::*;

#[test]
fn ordinary_and_odd_names_may_travel() {
    for text in [
        "a.csv",
        "out/b c.txt",
        "ünï/\"q\"/new\nline",
        "a\\b",
        "...",
        "-rf",
        " ",
    ] {
        assert_eq!(RelPath::new(text).unwrap().as_str(), text);
    }
}

/// Filenames `../x`, `/etc/x`, NUL are refused (R-E2).
#[test]
fn names_that_could_escape_are_refused() {
    let cases = [
        ("", PathError::Empty),
        ("/etc/passwd", PathError::Absolute),
        ("../x", PathError::Dots),
        ("a/../../x", PathError::Dots),
        ("a/./b", PathError::Dots),
        ("a//b", PathError::Dots),
        ("a/", PathError::Dots),
        ("a\0b", PathError::Nul),
    ];
    for (text, error) in cases {
        assert_eq!(RelPath::new(text), Err(error), "{text:?}");
    }
    assert_eq!(RelPath::new("x".repeat(256)), Err(PathError::TooLong));
    assert_eq!(
        RelPath::new("x/".repeat(3000) + "x"),
        Err(PathError::TooLong)
    );
}

#[test]
fn json_is_held_to_the_same_rule() {
    assert!(serde_json::from_str::<RelPath>("\"../x\"").is_err());
    assert_eq!(
        serde_json::from_str::<RelPath>("\"d/x\"")
            .unwrap()
            .file_name(),
        "x"
    );
}

proptest! {
    #[test]
    fn an_accepted_path_stays_below_any_folder(text in "[a./\\\\\0 ]{0,12}") {
        if let Ok(path) = RelPath::new(text) {
            let joined = std::path::Path::new("/base").join(&path);
            prop_assert!(joined.starts_with("/base"));
            prop_assert!(joined.components().all(|part| part != std::path::Component::ParentDir));
        }
    }
}
