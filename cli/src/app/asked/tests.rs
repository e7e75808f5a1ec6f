use super::*;

const URL: &str = "http://127.0.0.1:1";

fn notes(home: &Path) -> usize {
    fs::read_dir(home.join(FOLDER)).unwrap().count()
}

fn unreachable(cause: &str) -> Result<(), ClientError> {
    Err(ClientError::Unreachable {
        url: URL.into(),
        cause: cause.into(),
    })
}

#[test]
fn a_note_goes_with_its_answer_and_stays_without_one() {
    let home = tempfile::tempdir().unwrap();
    let ask = || Asked::new(Some(home.path().to_owned()), URL);
    let answered = ask();
    assert_eq!(notes(home.path()), 1);
    drop(answered);
    assert_eq!(notes(home.path()), 0);
    for (cause, left) in [("connection reset", 1), ("Connection refused", 1)] {
        let mut asked = ask();
        asked.hears(unreachable(cause)).unwrap_err();
        drop(asked);
        assert_eq!(notes(home.path()), left, "{cause}");
    }
}

#[test]
fn the_newest_note_counts_and_old_ones_go() {
    let home = tempfile::tempdir().unwrap();
    let now = SystemTime::now();
    assert_eq!(newest(home.path(), now), None);
    let older = write(home.path(), "a", URL).unwrap();
    let newer = write(home.path(), "b", URL).unwrap();
    let set = |path: &Path, time| fs::File::open(path).unwrap().set_modified(time).unwrap();
    set(&older, now - Duration::from_secs(9));
    assert_eq!(newest(home.path(), now), Some(newer));
    last::write(home.path(), "job_x").unwrap();
    set(&home.path().join("last"), now + Duration::from_secs(1));
    assert_eq!(newest(home.path(), now), None);
    assert_eq!(newest(home.path(), now + FORGOTTEN * 2), None);
    assert_eq!(notes(home.path()), 0);
}
