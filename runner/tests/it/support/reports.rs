//! What the control plane does with logs and reports.

use rgrid_shared::{
    id::AttemptId,
    wire::{
        logs::{LogFrame, Stream},
        node::{Finished, ToNode},
    },
};

use super::inner::Inner;

impl Inner {
    pub(super) fn finish(&mut self, finished: Finished) -> Vec<ToNode> {
        let attempt = finished.attempt;
        let inline: Vec<_> = finished
            .inline
            .iter()
            .map(|bytes| bytes.0.to_vec())
            .collect();
        for bytes in inline {
            self.blobs
                .insert(rgrid_shared::digest::Digest::of(&bytes), bytes);
        }
        if std::mem::take(&mut self.forgetful) {
            self.blobs.clear();
            self.stored.clear();
        }
        let (stored, artifacts) = (&self.blobs, finished.artifacts.clone());
        let artifacts = artifacts.into_iter().map(|artifact| artifact.digest);
        let record = self.records.entry(attempt).or_default();
        let whole = record.pos == finished.log_bytes;
        record.reports.push(finished);
        if self.silent || !whole {
            return Vec::new();
        }
        let digests: Vec<_> = artifacts
            .filter(|digest| !stored.contains_key(digest))
            .collect();
        if !digests.is_empty() {
            return vec![ToNode::BlobsMissing { attempt, digests }];
        }
        record.accepted = true;
        vec![ToNode::Accepted { attempt }]
    }

    pub(super) fn log(&mut self, bytes: bytes::Bytes) -> Vec<ToNode> {
        let frame = LogFrame::decode(bytes).unwrap();
        let record = self.records.entry(frame.attempt).or_default();
        if self.deaf_to_logs || frame.pos > record.pos {
            return Vec::new();
        }
        if frame.pos < record.pos {
            record.repeats += 1;
        } else {
            record.pos += frame.data.len() as u64;
            match frame.stream {
                Stream::Stdout => record.stdout.extend_from_slice(&frame.data),
                Stream::Stderr => record.stderr.extend_from_slice(&frame.data),
            }
        }
        vec![stored(frame.attempt, record.pos)]
    }
}

fn stored(attempt: AttemptId, pos: u64) -> ToNode {
    ToNode::LogStored { attempt, pos }
}
