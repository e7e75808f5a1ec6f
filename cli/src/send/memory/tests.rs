use super::*;

fn look(path: &Path) -> Look {
    Look::from(&fs::metadata(path).unwrap())
}

fn later() -> SystemTime {
    SystemTime::now()
        .checked_add(Duration::from_mins(1))
        .unwrap()
}

#[test]
fn a_file_that_was_not_touched_is_remembered_by_the_next_command() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("data");
    fs::write(&path, "one").unwrap();
    let (memory, digest) = (Memory::of(home.path()), Digest::of(b"one"));
    assert_eq!(memory.recall(&path, look(&path)), None);
    memory.learn(&path, look(&path), digest, later());
    memory.keep();
    let next = Memory::of(home.path());
    assert_eq!(next.recall(&path, look(&path)), Some(digest));
    fs::write(&path, "two").unwrap();
    assert_eq!(next.recall(&path, look(&path)), None);
    fs::remove_file(&path).unwrap();
    fs::write(&path, "one").unwrap();
    assert_eq!(next.recall(&path, look(&path)), None);
}

/// A write in the same tick of the file's clock would not show.
#[test]
fn a_file_that_was_just_written_is_not_remembered() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("data");
    fs::write(&path, "one").unwrap();
    let memory = Memory::of(home.path());
    memory.learn(&path, look(&path), Digest::of(b"one"), SystemTime::now());
    memory.keep();
    assert!(!home.path().join("hashes.json").exists());
}

#[test]
fn what_is_learnt_joins_what_is_known_and_damage_is_forgotten() {
    let home = tempfile::tempdir().unwrap();
    let (a, b) = (home.path().join("a"), home.path().join("b"));
    fs::write(&a, "a").unwrap();
    fs::write(&b, "b").unwrap();
    for (path, bytes) in [(&a, b"a"), (&b, b"b")] {
        let memory = Memory::of(home.path());
        memory.learn(path, look(path), Digest::of(bytes), later());
        memory.keep();
    }
    let memory = Memory::of(home.path());
    assert_eq!(memory.recall(&a, look(&a)), Some(Digest::of(b"a")));
    assert_eq!(memory.recall(&b, look(&b)), Some(Digest::of(b"b")));
    fs::write(home.path().join("hashes.json"), "[[").unwrap();
    assert_eq!(Memory::of(home.path()).recall(&a, look(&a)), None);
}
