use rgrid_shared::id::{BatchId, JobId};
use uuid::Uuid;

use super::*;
use crate::store::Which;

fn context(targets: &[Which]) -> Context {
    Context {
        targets: targets.to_vec(),
        ..Context::default()
    }
}

#[test]
fn names_are_unique_and_every_action_explains_itself() {
    let mut names: Vec<_> = TABLE.iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TABLE.len());
    for one in TABLE {
        assert!(!one.help.is_empty(), "{}", one.name);
        assert_eq!(
            entry(one.action).name,
            one.name,
            "two entries of {}",
            one.name
        );
    }
}

#[test]
fn what_changes_something_says_what_would_be_typed() {
    let job: JobId = Uuid::from_u128(1).into();
    let mut here = context(&[Which::Job(job)]);
    here.group = Some(2);
    for one in TABLE.iter().filter(|entry| entry.writes) {
        let line = (one.command)(&here).unwrap_or_else(|| panic!("{}", one.name));
        assert!(line.starts_with("rgrid "), "{line}");
        assert!((one.command)(&Context::default()).is_none(), "{}", one.name);
    }
}

#[test]
fn command_lines_name_all_that_is_marked() {
    let job: JobId = Uuid::from_u128(1).into();
    let batch: BatchId = Uuid::from_u128(2).into();
    let both = context(&[Which::Job(job), Which::Batch(batch)]);
    let line = |action| (entry(action).command)(&both).unwrap();
    assert_eq!(line(Action::Cancel), format!("rgrid cancel {job} {batch}"));
    assert_eq!(
        line(Action::Retry),
        format!("rgrid retry {job} && rgrid retry {batch}")
    );
    let mut one = context(&[Which::Job(job)]);
    one.files = vec!["a b/it's".into(), "out.csv".into()];
    assert_eq!(
        (entry(Action::Download).command)(&one).unwrap(),
        format!("rgrid download {job} 'a b/it'\\''s' out.csv")
    );
    one.files = vec!["--force".into()];
    assert_eq!(
        (entry(Action::Download).command)(&one).unwrap(),
        format!("rgrid download {job} ./--force"),
        "a name is no flag"
    );
}
