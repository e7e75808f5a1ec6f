//! Which bytes of some frames are new, and in which rows they go.

#[cfg(test)]
mod tests;

use bytes::BytesMut;
use rgrid_shared::{limits::MAX_LOG_CHUNK_BYTES, wire::logs::LogFrame};

/// New rows, column by column, and where the log ends with them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) positions: Vec<i64>,
    pub(super) streams: Vec<i16>,
    pub(super) data: Vec<Vec<u8>>,
    pub(super) end: u64,
}

/// Takes the bytes of `frames` that follow on `stored` without a gap; repeated bytes are left out,
/// and so is everything from the first gap on.
pub(super) fn plan(stored: u64, frames: &[LogFrame]) -> Plan {
    let mut plan = Plan {
        positions: Vec::new(),
        streams: Vec::new(),
        data: Vec::new(),
        end: stored,
    };
    let mut row = BytesMut::new();
    let mut last = None;
    for frame in frames {
        let Some(repeated) = plan.end.checked_sub(frame.pos) else {
            break;
        };
        let repeated = usize::try_from(repeated).unwrap_or(usize::MAX);
        let new = frame.data.get(repeated..).unwrap_or_default();
        if last != Some(frame.stream) {
            plan.close(&mut row, last);
        }
        last = Some(frame.stream);
        for byte_run in new.chunks(MAX_LOG_CHUNK_BYTES) {
            if row.len().saturating_add(byte_run.len()) > MAX_LOG_CHUNK_BYTES {
                plan.close(&mut row, last);
            }
            row.extend_from_slice(byte_run);
            plan.end = plan.end.saturating_add(byte_run.len() as u64);
        }
    }
    plan.close(&mut row, last);
    plan
}

impl Plan {
    /// Ends the row that grows; it ends where the log ends now.
    fn close(&mut self, row: &mut BytesMut, stream: Option<rgrid_shared::wire::logs::Stream>) {
        let Some(stream) = stream.filter(|_| !row.is_empty()) else {
            return;
        };
        let start = self.end.saturating_sub(row.len() as u64);
        self.positions
            .push(i64::try_from(start).unwrap_or(i64::MAX));
        self.streams.push(i16::from(stream.number()));
        self.data.push(row.split().to_vec());
    }
}
