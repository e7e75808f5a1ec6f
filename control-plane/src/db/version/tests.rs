use super::*;

#[test]
fn a_server_from_14_on_will_do() {
    for number in [140_000, 140_022, 150_004, 160_000, 180_001] {
        assert!(will_do(number).is_ok(), "{number}");
    }
}

#[test]
fn an_older_server_is_refused_with_a_sentence_and_a_way_out() {
    let told = "this is PostgreSQL 13, and RGrid needs 14 or later; upgrade it, or name another by `database_url`";
    for number in [130_000, 130_023, 139_999] {
        assert_eq!(will_do(number).unwrap_err().to_string(), told);
    }
    let told = will_do(90_624).unwrap_err().to_string();
    assert!(told.starts_with("this is PostgreSQL 9,"), "{told}");
}
