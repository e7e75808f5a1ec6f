use super::warm;

#[test]
fn how_many_sandboxes_wait_is_the_machines_to_say_and_what_is_no_number_is_refused() {
    assert_eq!(warm(None).unwrap(), None);
    assert_eq!(warm(Some("0".as_ref())).unwrap(), Some(0));
    let refused = warm(Some("many".as_ref())).unwrap_err().to_string();
    assert!(refused.contains("RGRID_RUNNER_WARM is `many`"), "{refused}");
}
