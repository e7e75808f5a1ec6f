use super::Joining;

fn joining(hidden: Option<&str>) -> Joining {
    Joining {
        log: "/bundle/log".into(),
        hidden: hidden.map(Into::into),
        groups: vec!["/cgroup/memory/a".into(), "/cgroup/pids/a".into()],
        runtime: ["crun", "run", "--", "a"].map(Into::into).into(),
    }
}

#[test]
fn what_is_said_is_what_is_heard() {
    for hidden in [None, Some("/cgroup/unified")] {
        let said = joining(hidden).words();
        assert_eq!(said[0], "join");
        assert_eq!(Joining::heard(said.into_iter().skip(1)), joining(hidden));
    }
}

#[test]
fn words_that_are_missing_are_nothing() {
    let heard = Joining::heard(std::iter::empty());
    assert!(heard.groups.is_empty() && heard.runtime.is_empty() && heard.hidden.is_none());
}
