//! Room: how much may still ride inside a request.

use std::sync::{Mutex, PoisonError};

use rgrid_shared::limits::{MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES};

/// How many blobs ride inside a request. The server stores each of them before it answers, and what
/// it stores after that is seen to go, while the first jobs run.
pub(in crate::send) const MOST_BLOBS: usize = 256;

/// How many bytes, in how many blobs, may still ride inside the request.
#[derive(Debug)]
pub(in crate::send) struct Room(Mutex<(usize, usize)>);

impl Default for Room {
    fn default() -> Self {
        Self(Mutex::new((MAX_INLINE_BYTES, MOST_BLOBS)))
    }
}

impl Room {
    pub(in crate::send) fn take(&self, bytes: usize) -> bool {
        let mut room = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = (room.0.checked_sub(bytes), room.1.checked_sub(1));
        let (Some(left), Some(blobs)) = left else {
            return false;
        };
        let fits = bytes <= MAX_INLINE_BLOB_BYTES;
        if fits {
            *room = (left, blobs);
        }
        fits
    }
}
