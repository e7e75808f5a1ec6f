use super::*;

#[test]
fn times_read_well() {
    assert_eq!(
        [
            duration(320),
            duration(4_250),
            duration(200_000),
            duration(7_500_000)
        ],
        ["320 ms", "4.2 s", "3 m 20 s", "2 h 5 m"]
    );
    let now = Utc::now();
    let then = |seconds| now - chrono::Duration::seconds(seconds);
    assert_eq!(
        [ago(then(5), now), ago(then(7_300), now), ago(then(-5), now)],
        ["5 s ago", "2 h ago", "0 s ago"]
    );
}

#[test]
fn limits_are_exact_and_nouns_agree() {
    assert_eq!(
        [10 << 30, 512 << 20, 1_536 << 20, 3 << 10, 1_000, 0].map(amount),
        ["10 GiB", "512 MiB", "1536 MiB", "3 KiB", "1000 B", "0 B"]
    );
    assert_eq!([count(1, "file"), count(2, "file")], ["1 file", "2 files"]);
}

#[test]
fn scenario_29_control_characters_stay_on_their_line() {
    assert_eq!(plain("a\nb\u{1b}[2J"), "a\\nb\\u{1b}[2J");
}
