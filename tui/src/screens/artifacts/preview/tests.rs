use super::*;

#[test]
fn tables_stand_in_columns() {
    let text = "name,price\n\"a, \"\"b\"\"\",1\nlonger name,20\n";
    assert_eq!(
        lines("x.csv", text.as_bytes()),
        ["name         price", "a, \"b\"       1", "longer name  20"]
    );
    assert_eq!(lines("x.tsv", b"a\tb"), ["a  b"]);
}

#[test]
fn json_stands_in_lines_and_broken_json_as_it_is() {
    assert_eq!(lines("x.json", b"{\"a\":1}"), ["{", "  \"a\": 1", "}"]);
    assert_eq!(lines("x.json", b"{\"a\":"), ["{\"a\":"]);
}

#[test]
fn bytes_are_numbers_and_text_sends_no_escapes() {
    assert_eq!(lines("x.txt", b"\x1b[2J"), ["^[[2J"]);
    let bytes = lines("x.bin", b"ab\0\xff");
    assert_eq!(bytes, [format!("00000000  {:<47}  ab..", "61 62 00 ff")]);
}

#[test]
fn what_is_too_large_says_how_it_is_had() {
    let path: RelPath = crate::testing::path("big.txt");
    let mut preview = Preview {
        path: path.clone(),
        lines: None,
        top: 0,
        page: 1,
        bytes: 1 << 30,
    };
    preview.take(&path, b"");
    assert!(preview.lines.unwrap()[0].contains("1.0 GiB is too much"));
}
