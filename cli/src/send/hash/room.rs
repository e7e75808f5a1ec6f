//! Room: how much may still ride inside a request.

use std::sync::atomic::{AtomicUsize, Ordering};

use rgrid_shared::limits::{MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES};

/// How many bytes may still ride inside the request.
#[derive(Debug)]
pub(in crate::send) struct Room(AtomicUsize);

impl Default for Room {
    fn default() -> Self {
        Self(AtomicUsize::new(MAX_INLINE_BYTES))
    }
}

impl Room {
    pub(in crate::send) fn take(&self, bytes: usize) -> bool {
        let left = |room: usize| room.checked_sub(bytes);
        bytes <= MAX_INLINE_BLOB_BYTES
            && self
                .0
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
                .is_ok()
    }
}
