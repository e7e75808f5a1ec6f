use rgrid_shared::{path::RelPath, spec::Secret};

use super::*;

fn input(path: &str, bytes: &[u8]) -> Input {
    Input {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(bytes),
        size: 1,
        executable: false,
    }
}

fn spec() -> JobSpec {
    let mut spec = JobSpec::new("python", vec!["python".into(), "p.py".into()]);
    spec.inputs = vec![input("p.py", b"1"), input("lib.py", b"2")];
    spec.env.insert("MODE".into(), "fast".into());
    spec.secrets.insert("KEY".into(), Secret::new("1"));
    spec
}

fn labelled(change: impl FnOnce(&mut JobSpec)) -> String {
    let mut spec = spec();
    change(&mut spec);
    label(&mut spec);
    spec.metadata[LABEL].clone()
}

/// Whatever may change the result makes another batch; what only says how it runs does not.
#[test]
fn a_batch_is_the_same_by_its_content() {
    let same = labelled(|_| {});
    let others: [fn(&mut JobSpec); 6] = [
        |spec| spec.runtime = "python3.12".into(),
        |spec| spec.command.push("-u".into()),
        |spec| spec.inputs[0] = input("p.py", b"other"),
        |spec| spec.inputs[0].executable = true,
        |spec| drop(spec.env.insert("MODE".into(), "slow".into())),
        |spec| drop(spec.secrets.remove("KEY")),
    ];
    for (number, change) in others.into_iter().enumerate() {
        assert_ne!(labelled(change), same, "{number}");
    }
    let alike: [fn(&mut JobSpec); 4] = [
        |spec| spec.inputs.reverse(),
        |spec| spec.timeout_s = 7,
        |spec| spec.retries = 3,
        |spec| drop(spec.secrets.insert("KEY".into(), Secret::new("2"))),
    ];
    for (number, change) in alike.into_iter().enumerate() {
        assert_eq!(labelled(change), same, "{number}");
    }
}

#[test]
fn an_item_is_the_same_by_its_words_and_the_bytes_of_its_files() {
    let words = |word: &str| vec![word.to_owned()];
    let one = own(&words("a"), &[input("a", b"1"), input("b", b"2")]);
    assert_eq!(own(&words("a"), &[input("b", b"2"), input("a", b"1")]), one);
    assert_ne!(own(&words("b"), &[input("a", b"1"), input("b", b"2")]), one);
    assert_ne!(own(&words("a"), &[input("a", b"3"), input("b", b"2")]), one);
    assert_ne!(own(&words("a"), &[input("a", b"1")]), one);
}
