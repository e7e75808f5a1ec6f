//! Following a job to its end, across broken connections, from where the last one broke.

use std::sync::Arc;

use rgrid_shared::{
    client::JobMessage,
    id::JobId,
    wire::{
        follow::JobEvent,
        logs::{LogCursor, Stream},
    },
};

use super::super::{
    grid::Grid,
    history::{History, Output},
    support::pause,
};

/// Follows; what was heard goes into the history when the end was.
pub(in super::super) async fn follow(
    grid: Arc<Grid>,
    history: Arc<History>,
    first: usize,
    job: JobId,
) {
    history.write().following.insert(job);
    let mut output = Output::new();
    let mut at = LogCursor::default();
    for number in first.. {
        if let Ok(mut follow) = grid.client(number).follow_job(job, at).await {
            while let Some(message) = follow.next().await {
                match message {
                    JobMessage::Log(frame) => {
                        let expected = if frame.number == at.attempt {
                            at.pos
                        } else {
                            0
                        };
                        if frame.pos != expected {
                            let gap =
                                format!("{job}: followed to {at:?}, then came byte {}", frame.pos);
                            history.write().strange.push(gap);
                        }
                        at = LogCursor {
                            attempt: frame.number,
                            pos: frame.pos + frame.data.len() as u64,
                        };
                        let streams = output.entry(frame.number).or_default();
                        streams[usize::from(frame.stream == Stream::Stderr)].extend(&frame.data);
                    }
                    JobMessage::Event(JobEvent::End { .. }) => {
                        history.write().followed.insert(job, output);
                        return;
                    }
                    JobMessage::Event(JobEvent::State { .. }) => {}
                }
            }
        }
        pause(300).await;
    }
}
