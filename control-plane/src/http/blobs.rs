//! Blobs: where to PUT them, and the check that they arrived.

pub(crate) mod commit;
pub(crate) mod uploads;

use rgrid_shared::{limits::MAX_BLOBS_AT_ONCE, spec::BlobRef};

use super::error::Error;
use crate::domain::blobs::Needed;

/// Checks the blobs of a request.
fn check(blobs: &[BlobRef]) -> Result<Needed, Error> {
    if blobs.len() > MAX_BLOBS_AT_ONCE {
        let message = format!("at most {MAX_BLOBS_AT_ONCE} at a time");
        return Err(Error::field("blobs", message));
    }
    let mut needed = Needed::default();
    for (index, blob) in blobs.iter().enumerate() {
        needed.add(&format!("blobs[{index}]"), [*blob])?;
    }
    Ok(needed)
}
