use super::*;

#[test]
fn sizes_are_read_as_people_write_them() {
    assert_eq!(bytes("512M"), Ok(512 << 20));
    assert_eq!(bytes("2g"), Ok(2 << 30));
    assert_eq!(bytes("1.5GiB"), Ok(3 << 29));
    assert_eq!(bytes("1048576"), Ok(1 << 20));
    for wrong in [
        "",
        "G",
        "0",
        "-1",
        "2X",
        "1e3",
        "1.2.3G",
        "99999999999999999999T",
    ] {
        assert!(bytes(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn cpus_are_whole_parts_or_thousandths() {
    assert_eq!(cpu_millis("2"), Ok(2_000));
    assert_eq!(cpu_millis("0.5"), Ok(500));
    assert_eq!(cpu_millis(".25"), Ok(250));
    assert_eq!(cpu_millis("250m"), Ok(250));
    for wrong in ["", "0", "-1", "a", ".", "0.0001", "99999999999"] {
        assert!(cpu_millis(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn durations_are_read_as_people_write_them() {
    assert_eq!(seconds("90"), Ok(90));
    assert_eq!(seconds("10m"), Ok(600));
    assert_eq!(seconds("1h30m"), Ok(5_400));
    for wrong in ["", "0", "m", "10x", "-5", "1.5h", "99999999999d"] {
        assert!(seconds(wrong).is_err(), "{wrong}");
    }
}

/// `--env B=x=y` keeps the second `=`.
#[test]
fn the_value_of_a_pair_may_contain_an_equals_sign() {
    assert_eq!(pair("B=x=y"), Ok(("B".into(), "x=y".into())));
    assert_eq!(pair("B="), Ok(("B".into(), String::new())));
    assert!(pair("=x").is_err() && pair("x").is_err());
}
