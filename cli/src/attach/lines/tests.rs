use super::*;

#[test]
fn pieces_become_lines_each_behind_the_name_and_streams_do_not_mix() {
    let mut lines = Lines::new("a | ", None);
    assert_eq!(lines.take(Stream::Stdout, b"one\ntw"), b"a | one\n");
    assert_eq!(lines.take(Stream::Stderr, b"oh\n"), b"a | oh\n");
    assert_eq!(
        lines.take(Stream::Stdout, b"o\n\nthree"),
        b"a | two\na | \n"
    );
    assert_eq!(lines.rest(Stream::Stdout), b"a | three\n");
    assert_eq!(lines.rest(Stream::Stdout), b"");
}

#[test]
fn only_lines_with_the_text_are_shown() {
    let mut lines = Lines::new("", Some("err"));
    assert_eq!(
        lines.take(Stream::Stdout, b"error\nfine\n\xffa err\n"),
        b"error\n\xffa err\n"
    );
    assert_eq!(lines.take(Stream::Stdout, b"no"), b"");
    assert_eq!(lines.rest(Stream::Stdout), b"");
}

/// What never ends must not be held for ever.
#[test]
fn a_line_without_an_end_is_shown_in_pieces() {
    let mut lines = Lines::new("", None);
    assert_eq!(lines.take(Stream::Stdout, &vec![b'x'; LONGEST]), b"");
    assert_eq!(lines.take(Stream::Stdout, b"y").len(), LONGEST + 1);
}

#[test]
fn a_line_stands_behind_the_time_at_which_it_was_stored() {
    let mut lines = Lines::new("a | ", None).timed();
    lines.stamp(DateTime::from_timestamp_millis(1_500));
    let first = lines.take(Stream::Stdout, b"one\n");
    assert_eq!(first, b"1970-01-01T00:00:01.500Z a | one\n");
    lines.stamp(None);
    assert_eq!(lines.take(Stream::Stdout, b"two\n"), b"- a | two\n");
}
