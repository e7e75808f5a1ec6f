//! Log bytes on the wire.
//!
//! A log is the bytes of both streams in the order they were read. `pos` counts bytes of both
//! streams together from the start of the attempt, so one number resumes both without gap or repeat.

mod chunk;

use bytes::{BufMut, Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::id::AttemptId;
pub use chunk::LogChunk;

/// Which stream of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

impl Stream {
    /// The number used in frames and in storage: 1 or 2, as the file descriptors.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Stdout => 1,
            Self::Stderr => 2,
        }
    }

    /// The stream of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Stdout),
            2 => Some(Self::Stderr),
            _ => None,
        }
    }
}

/// A binary frame: log bytes of one attempt, from the runner or to a follower.
///
/// Layout: attempt id (16 bytes), attempt number (u32), stream (1 or 2), `pos` (u64), the bytes; big endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFrame {
    /// Whose.
    pub attempt: AttemptId,
    /// 1 for the job's first attempt.
    pub number: u32,
    /// Which stream.
    pub stream: Stream,
    /// How many bytes of both streams came before.
    pub pos: u64,
    /// The bytes.
    pub data: Bytes,
}

const HEADER: usize = 16 + 4 + 1 + 8;

impl LogFrame {
    /// The frame as bytes.
    #[must_use]
    pub fn encode(&self) -> Bytes {
        let mut out = BytesMut::with_capacity(HEADER.saturating_add(self.data.len()));
        out.put_u128(self.attempt.uuid().as_u128());
        out.put_u32(self.number);
        out.put_u8(self.stream.number());
        out.put_u64(self.pos);
        out.put_slice(&self.data);
        out.freeze()
    }

    /// The frame in `bytes`, sharing them; nothing when they are no frame.
    #[must_use]
    pub fn decode(mut bytes: Bytes) -> Option<Self> {
        let data = bytes.split_off_checked(HEADER)?;
        let (attempt, rest) = bytes.split_first_chunk::<16>()?;
        let (number, rest) = rest.split_first_chunk::<4>()?;
        let (stream, rest) = rest.split_first()?;
        let (pos, _) = rest.split_first_chunk::<8>()?;
        Some(Self {
            attempt: Uuid::from_bytes(*attempt).into(),
            number: u32::from_be_bytes(*number),
            stream: Stream::from_number(*stream)?,
            pos: u64::from_be_bytes(*pos),
            data,
        })
    }
}

trait SplitOffChecked: Sized {
    fn split_off_checked(&mut self, at: usize) -> Option<Self>;
}

impl SplitOffChecked for Bytes {
    fn split_off_checked(&mut self, at: usize) -> Option<Self> {
        (self.len() >= at).then(|| self.split_off(at))
    }
}

/// Where a reader of a log is: the attempt's number and the bytes of it already read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, ToSchema,
)]
pub struct LogCursor {
    /// The attempt's number; 0 before the first.
    #[serde(default)]
    pub attempt: u32,
    /// Bytes of both streams already read.
    #[serde(default)]
    pub pos: u64,
}

/// The answer of `GET /v1/jobs/{id}/logs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogPage {
    /// The pieces, in order.
    pub chunks: Vec<LogChunk>,
    /// Give it back to read on.
    pub next: LogCursor,
    /// Whether the job has ended and nothing more will come.
    pub end: bool,
}
