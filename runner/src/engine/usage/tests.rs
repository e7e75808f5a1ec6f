use super::field;

#[test]
fn numbers_are_found_by_their_whole_name() {
    let text = "oom_kill_disable 0\nunder_oom 1\noom_kill 2\n";
    assert_eq!(field(text, "oom_kill"), Some(2));
    assert_eq!(field(text, "oom"), None);
}
