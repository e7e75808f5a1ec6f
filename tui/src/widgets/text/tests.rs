use super::*;

/// Job output and names cannot send escapes.
#[test]
fn escapes_of_names_and_logs_are_made_visible() {
    assert_eq!(safe("a\u{1b}[2Jb\n"), "a\\u{1b}[2Jb\\n");
    assert_eq!(safe("a\u{202e}b"), "a\\u{202e}b");
    assert_eq!(visible(b"\x1b[31mred\x07\r"), "^[[31mred^G");
    assert_eq!(visible(b"\xff\xc2\x9b"), "\u{fffd}\\u{9b}");
    assert_eq!(visible(b"a\tb"), "a       b");
}

#[test]
fn a_text_is_cut_by_cells_and_not_by_bytes() {
    assert_eq!(cut("日本語", 4, false), "日…");
    assert_eq!(cut("日本語", 6, false), "日本語");
    assert_eq!(cut("abc", 2, true), "a~");
    assert_eq!(cut("abc", 0, true), "");
    assert_eq!(fit("ab", 4, true, false), "  ab");
    assert_eq!(fit("abcdef", 4, false, false), "abc…");
}
