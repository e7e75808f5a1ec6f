use rgrid_shared::wire::blobs::Base64Bytes;

use super::*;

fn chunk(stream: Stream, pos: u64, text: &str) -> LogChunk {
    LogChunk {
        at: None,
        attempt: 1,
        stream,
        pos,
        data: Base64Bytes(text.as_bytes().to_vec().into()),
    }
}

fn at(pos: u64) -> LogCursor {
    LogCursor { attempt: 1, pos }
}

fn texts(buffer: &Buffer) -> Vec<String> {
    let text = |line: &Line| String::from_utf8_lossy(&line.bytes).into_owned();
    buffer.lines().iter().map(text).collect()
}

#[test]
fn a_line_may_come_in_pieces_while_the_other_stream_speaks() {
    let mut buffer = Buffer::default();
    buffer.anew(&[chunk(Stream::Stdout, 0, "one\ntw")], at(6));
    buffer.append(&[chunk(Stream::Stderr, 6, "bad\n")], at(10));
    buffer.append(&[chunk(Stream::Stdout, 10, "o\nthree")], at(17));
    assert_eq!(texts(&buffer), ["one", "two", "bad", "three"]);
    assert_eq!(buffer.lines()[3].pos, 12);
}

#[test]
fn what_came_before_is_put_before_and_nothing_is_there_twice_or_missing() {
    let mut buffer = Buffer::default();
    buffer.anew(&[chunk(Stream::Stdout, 7, "f\nthird\nfourth\n")], at(22));
    buffer.drop_rest();
    assert_eq!(texts(&buffer), ["third", "fourth"]);
    assert!(!buffer.is_whole());
    let came = buffer.prepend(&[chunk(Stream::Stdout, 0, "first\nxf\n")]);
    assert_eq!(came, 2);
    assert_eq!(texts(&buffer), ["first", "xf", "third", "fourth"]);
    assert!(buffer.is_whole());
    buffer.append(&[chunk(Stream::Stdout, 22, "fifth\n")], at(28));
    assert_eq!(texts(&buffer).len(), 5);
}

#[test]
fn another_attempt_is_told_between() {
    let mut buffer = Buffer::default();
    buffer.anew(&[chunk(Stream::Stdout, 0, "half")], at(4));
    let mut second = chunk(Stream::Stdout, 0, "again\n");
    second.attempt = 2;
    buffer.append(&[second], LogCursor { attempt: 2, pos: 6 });
    assert_eq!(texts(&buffer), ["half", "attempt 2", "again"]);
}

#[test]
fn the_window_is_bounded_on_both_sides() {
    let mut buffer = Buffer::default();
    let many = "x\n".repeat(MOST_LINES + 10);
    buffer.anew(&[chunk(Stream::Stdout, 0, &many)], at(200_020));
    assert_eq!(buffer.lines().len(), MOST_LINES);
    assert_eq!(buffer.lines()[0].pos, 20);
    buffer.prepend(&[chunk(Stream::Stdout, 0, &"x\n".repeat(10))]);
    assert_eq!(buffer.lines().len(), MOST_LINES);
    assert_eq!(buffer.next, at(200_000));
}

#[test]
fn a_line_without_an_end_is_broken_and_bytes_are_bounded() {
    let mut buffer = Buffer::default();
    let mut pos = 0;
    for _ in 0..40 {
        let piece = "y".repeat(1 << 20);
        buffer.append(&[chunk(Stream::Stdout, pos, &piece)], at(pos));
        pos += 1 << 20;
    }
    assert!(buffer.lines().len() > 1);
    assert!(buffer.bytes <= MOST_BYTES);
}

#[test]
fn a_search_sees_whole_lines_and_where_they_begin() {
    let mut splitter = Splitter::default();
    let mut lines = Vec::new();
    splitter.take(&chunk(Stream::Stdout, 0, "one\ntw"), &mut lines);
    splitter.take(&chunk(Stream::Stderr, 6, "bad\n"), &mut lines);
    splitter.take(&chunk(Stream::Stdout, 10, "o\nrest"), &mut lines);
    splitter.rest(&mut lines);
    let wanted = [(0, "one"), (6, "bad"), (4, "two"), (12, "rest")];
    let wanted = wanted.map(|(pos, text)| (pos, text.as_bytes().to_vec()));
    assert_eq!(lines, wanted);
}
