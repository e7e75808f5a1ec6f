use proptest::prelude::*;

use super::*;

fn spool(limit: u64) -> (tempfile::TempDir, Spool, Reader) {
    let folder = tempfile::tempdir().unwrap();
    let (spool, reader) = Spool::new(&folder.path().join("log"), limit);
    (folder, spool, reader)
}

fn drain(reader: &mut Reader) -> Vec<Piece> {
    std::iter::from_fn(|| reader.next().unwrap()).collect()
}

#[test]
fn small_writes_of_one_stream_come_back_as_one_piece() {
    let (_folder, mut spool, mut reader) = spool(100);
    for byte in b"hello" {
        spool.append(Stream::Stdout, &[*byte]).unwrap();
    }
    spool.append(Stream::Stderr, b"!").unwrap();
    let pieces = drain(&mut reader);
    assert_eq!(pieces.len(), 2);
    assert_eq!(pieces[0].data, "hello");
    assert_eq!((pieces[1].stream, pieces[1].pos), (Stream::Stderr, 5));
}

#[test]
fn bytes_beyond_the_limit_are_dropped_and_marked() {
    let (_folder, mut spool, mut reader) = spool(4);
    spool.append(Stream::Stdout, b"abcdef").unwrap();
    spool.append(Stream::Stdout, b"g").unwrap();
    assert_eq!(drain(&mut reader)[0].data, "abcd");
    assert_eq!((spool.written().log, spool.written().truncated), (4, true));
}

#[test]
fn a_rewind_reads_again_from_what_was_stored() {
    let (_folder, mut spool, mut reader) = spool(100);
    spool.append(Stream::Stdout, b"one").unwrap();
    assert_eq!(drain(&mut reader).len(), 1);
    spool.append(Stream::Stdout, b"two").unwrap();
    assert_eq!(
        drain(&mut reader)[0].pos,
        3,
        "the record that grew is read on, not again"
    );
    reader.acknowledge(3);
    reader.rewind();
    let again = drain(&mut reader);
    assert_eq!((again[0].pos, &again[0].data[..]), (3, &b"two"[..]));
}

#[test]
fn a_log_of_an_earlier_life_is_read_from_its_start() {
    let (folder, mut spool, _) = spool(100);
    spool.append(Stream::Stdout, b"a").unwrap();
    spool.append(Stream::Stderr, b"b").unwrap();
    let mut reader = reopen(&folder.path().join("log")).unwrap();
    assert_eq!(drain(&mut reader).len(), 2);
}

#[test]
fn a_log_without_a_byte_has_no_file_and_is_read_as_empty() {
    let (folder, mut spool, mut reader) = spool(100);
    let path = folder.path().join("log");
    assert!(drain(&mut reader).is_empty());
    assert!(drain(&mut reopen(&path).unwrap()).is_empty());
    assert!(!path.exists());
    spool.append(Stream::Stdout, b"a").unwrap();
    assert_eq!(drain(&mut reader).len(), 1);
    assert!(path.exists());
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_once_in_order_across_rewinds(
        steps in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<u8>(), 0..40), 0_u8..4), 0..40)
    ) {
        let (_folder, mut spool, mut reader) = spool(1_000);
        let (mut wrote, mut read) = (Vec::new(), Vec::new());
        let mut take = |reader: &mut Reader| for piece in drain(reader) {
            let at = usize::try_from(piece.pos).unwrap();
            read.truncate(at);
            assert_eq!(read.len(), at, "no gap");
            read.extend(piece.data.iter().map(|byte| (piece.stream.number(), *byte)));
        };
        for (second, bytes, action) in steps {
            let stream = if second { Stream::Stderr } else { Stream::Stdout };
            spool.append(stream, &bytes).unwrap();
            wrote.extend(bytes.iter().map(|byte| (stream.number(), *byte)));
            match action {
                0 => take(&mut reader),
                1 => { take(&mut reader); reader.acknowledge(reader.position() / 2); reader.rewind(); }
                2 => { take(&mut reader); reader.acknowledge(reader.position()); }
                _ => {}
            }
        }
        take(&mut reader);
        wrote.truncate(1_000);
        prop_assert_eq!(read, wrote);
    }
}
