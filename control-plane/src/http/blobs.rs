//! Blobs: where to PUT them, and the check that they arrived.

pub(crate) mod commit;
pub(crate) mod uploads;

use rgrid_shared::spec::BlobRef;

use super::error::Error;
use crate::domain::blobs::Needed;

/// Checks the blobs of a request that may name at most `most`.
fn check(blobs: &[BlobRef], most: usize) -> Result<Needed, Error> {
    if blobs.len() > most {
        return Err(Error::field("blobs", format!("at most {most} at a time")));
    }
    let mut needed = Needed::default();
    for (index, blob) in blobs.iter().enumerate() {
        needed.add(&format!("blobs[{index}]"), [*blob])?;
    }
    Ok(needed)
}
