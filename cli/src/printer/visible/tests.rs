use proptest::prelude::*;

use super::*;

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(&Filter::default().pass(text)).into_owned()
}

#[test]
fn ordinary_text_and_colours_pass_unchanged() {
    let text = "a\tb\r\n\u{1b}[1;38;5;200mred\u{1b}[0m ünï 🎉 [m]\n";
    assert_eq!(shown(text.as_bytes()), text);
}

#[test]
fn scenario_29_titles_clipboards_cursor_moves_and_device_strings_are_made_visible() {
    assert_eq!(shown(b"\x1b]0;evil\x07x"), "^[]0;evil^Gx");
    assert_eq!(shown(b"\x1b[2J\x1b[1;1Hx"), "^[[2J^[[1;1Hx");
    assert_eq!(shown(b"\x1bP1$r\x1b\\x"), "^[P1$r^[\\x");
    assert_eq!(shown("\u{9b}2J".as_bytes()), "\\u{9b}2J");
    assert_eq!(shown(b"\x9b2J"), "\\x9b2J");
    assert_eq!(shown("a\u{202e}b".as_bytes()), "a\\u{202e}b");
}

proptest! {
    /// However the stream is cut, the terminal sees the same.
    #[test]
    fn cutting_the_stream_changes_nothing(
        bytes in proptest::collection::vec(prop_oneof![Just(0x1b), Just(b'['), Just(b'm'), Just(b'1'), any::<u8>()], 0..80),
        cut in 0usize..80,
    ) {
        let cut = cut.min(bytes.len());
        let mut filter = Filter::default();
        let mut pieces = filter.pass(&bytes[..cut]);
        pieces.extend(filter.pass(&bytes[cut..]));
        prop_assert_eq!(pieces, Filter::default().pass(&bytes));
    }

    /// The only escape sequences that come out are colours.
    #[test]
    fn only_colours_come_out(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let out = Filter::default().pass(&bytes);
        let mut rest = out.as_slice();
        while let Some(at) = rest.iter().position(|&b| b == 0x1b) {
            rest = &rest[at..];
            prop_assert_eq!(rest[1], b'[');
            let end = rest.iter().position(|&b| b == b'm').unwrap();
            prop_assert!(rest[2..end].iter().all(|b| b.is_ascii_digit() || matches!(b, b';' | b':')));
            rest = &rest[end..];
        }
    }
}
