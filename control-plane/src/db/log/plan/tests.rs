use bytes::Bytes;
use proptest::prelude::*;
use rgrid_shared::{id::AttemptId, wire::logs::Stream};

use super::*;

fn cut(log: &[u8], cuts: &[(u16, bool)]) -> Vec<LogFrame> {
    let attempt = AttemptId::new();
    let mut frames = Vec::new();
    let mut pos = 0;
    for (length, is_err) in cuts {
        let end = log.len().min(pos + usize::from(*length));
        frames.push(LogFrame {
            attempt,
            number: 1,
            stream: if *is_err {
                Stream::Stderr
            } else {
                Stream::Stdout
            },
            pos: pos as u64,
            data: Bytes::copy_from_slice(&log[pos..end]),
        });
        pos = end;
    }
    frames
}

proptest! {
    /// However a log is cut, repeated and resumed, its bytes are planned once, in order, without a gap.
    #[test]
    fn a_log_is_stored_whole_however_it_is_cut_and_repeated(
        log in prop::collection::vec(any::<u8>(), 0..4_000),
        cuts in prop::collection::vec((0u16..600, any::<bool>()), 1..30),
        again in 0usize..30, stored in 0usize..4_000,
    ) {
        let mut frames = cut(&log, &cuts);
        let sent = frames.last().map_or(0, |last| last.pos + last.data.len() as u64);
        let repeat: Vec<_> = frames.iter().skip(again).cloned().collect();
        frames.extend(repeat);
        let stored = stored.min(usize::try_from(sent).unwrap());
        let plan = plan(stored as u64, &frames);
        prop_assert_eq!(plan.end, sent);
        prop_assert_eq!(plan.data.concat(), &log[stored..usize::try_from(sent).unwrap()]);
        let mut pos = stored as u64;
        for (start, data) in plan.positions.iter().zip(&plan.data) {
            prop_assert_eq!(u64::try_from(*start).unwrap(), pos);
            prop_assert!(!data.is_empty());
            pos += data.len() as u64;
        }
    }

    #[test]
    fn each_byte_keeps_its_stream(cuts in prop::collection::vec((1u16..9, any::<bool>()), 1..30)) {
        let log: Vec<u8> = cuts.iter().flat_map(|(n, err)| vec![u8::from(*err) + 1; usize::from(*n)]).collect();
        let plan = plan(0, &cut(&log, &cuts));
        for (stream, data) in plan.streams.iter().zip(&plan.data) {
            prop_assert!(data.iter().all(|byte| i16::from(*byte) == *stream));
        }
        prop_assert!(plan.streams.windows(2).all(|pair| pair[0] != pair[1]), "rows of one stream are merged");
    }
}
