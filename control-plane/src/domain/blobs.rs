//! Which blobs a submission needs, and which of them it brings along.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rgrid_shared::{
    digest::Digest,
    limits::{MAX_BLOB_BYTES, MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES},
    spec::{BlobRef, FieldError},
    wire::blobs::Base64Bytes,
};

/// The blobs that a submission needs, each once, with their sizes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Needed(pub BTreeMap<Digest, u64>);

/// A part of a submission is larger than allowed.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLarge(pub FieldError);

fn wrong(field: impl Into<String>, message: impl Into<String>) -> FieldError {
    FieldError {
        field: field.into(),
        message: message.into(),
    }
}

impl Needed {
    /// Adds the blobs that `field` names.
    ///
    /// # Errors
    /// A blob that is too large, or was named before with another size.
    pub fn add(
        &mut self,
        field: &str,
        blobs: impl IntoIterator<Item = BlobRef>,
    ) -> Result<(), FieldError> {
        for BlobRef { digest, size } in blobs {
            if size > MAX_BLOB_BYTES {
                let message = format!("a blob has at most {MAX_BLOB_BYTES} bytes");
                return Err(wrong(field, message));
            }
            let known = *self.0.entry(digest).or_insert(size);
            if known != size {
                let message = format!("the blob {digest} is given with {known} and {size} bytes");
                return Err(wrong(field, message));
            }
        }
        Ok(())
    }

    /// Checks the sizes against those of the blobs that are stored.
    ///
    /// # Errors
    /// A blob that is stored with another size.
    pub fn agree_with(&self, stored: &BTreeMap<Digest, u64>) -> Result<(), FieldError> {
        let differs = |(digest, size): &(&Digest, &u64)| {
            self.0.get(digest).is_some_and(|needed| needed != *size)
        };
        match stored.iter().find(differs) {
            None => Ok(()),
            Some((digest, size)) => {
                let message = format!("the blob {digest} has {size} bytes");
                Err(wrong("inputs", message))
            }
        }
    }

    /// Those that are not among `stored`.
    #[must_use]
    pub fn missing(&self, stored: &BTreeMap<Digest, u64>) -> Vec<BlobRef> {
        let absent = self
            .0
            .iter()
            .filter(|(digest, _)| !stored.contains_key(*digest));
        let blobs = absent.map(|(digest, size)| BlobRef {
            digest: *digest,
            size: *size,
        });
        blobs.collect()
    }
}

/// Checks how large the blobs are that ride along.
///
/// # Errors
/// [`TooLarge`] names the first that is, or all of them together.
pub fn check_inline(inline: &[Base64Bytes]) -> Result<(), TooLarge> {
    let mut all = 0_usize;
    for (index, bytes) in inline.iter().enumerate() {
        if bytes.0.len() > MAX_INLINE_BLOB_BYTES {
            let message = format!("at most {MAX_INLINE_BLOB_BYTES} bytes; upload larger blobs");
            return Err(TooLarge(wrong(format!("inline[{index}]"), message)));
        }
        all = all.saturating_add(bytes.0.len());
    }
    if all > MAX_INLINE_BYTES {
        let message = format!("at most {MAX_INLINE_BYTES} bytes in all; upload the rest");
        return Err(TooLarge(wrong("inline", message)));
    }
    Ok(())
}

/// Names the blobs that ride along.
///
/// # Errors
/// A blob that nothing in the submission needs.
pub fn name_inline(
    inline: Vec<Base64Bytes>,
    needed: &Needed,
) -> Result<BTreeMap<Digest, bytes::Bytes>, FieldError> {
    let mut named = BTreeMap::new();
    for (index, Base64Bytes(bytes)) in inline.into_iter().enumerate() {
        let digest = Digest::of(&bytes);
        let field = || format!("inline[{index}]");
        match needed.0.get(&digest) {
            None => {
                let message = format!("no input has the digest {digest} of these bytes");
                return Err(wrong(field(), message));
            }
            Some(size) if *size != bytes.len() as u64 => {
                let message = format!("has {} bytes, but its input says {size}", bytes.len());
                return Err(wrong(field(), message));
            }
            Some(_) => drop(named.insert(digest, bytes)),
        }
    }
    Ok(named)
}
