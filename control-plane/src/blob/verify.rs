//! Is the blob there, and is it the one that its name promises?

use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::operation::head_object::HeadObjectError;
use aws_sdk_s3::types::ChecksumMode;
use data_encoding::BASE64;
use rgrid_shared::digest::Digest;
use sha2::{Digest as _, Sha256};

use super::{BlobError, BlobHead, BlobKey, BlobStore};

impl BlobStore {
    /// What the store says about a blob; `None` when it is not there.
    ///
    /// # Errors
    /// The store cannot be reached or refuses.
    pub async fn head(&self, key: &BlobKey) -> Result<Option<BlobHead>, BlobError> {
        let call = self
            .client
            .head_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        match call.checksum_mode(ChecksumMode::Enabled).send().await {
            Ok(head) => {
                let size = head
                    .content_length()
                    .and_then(|n| u64::try_from(n).ok())
                    .unwrap_or(0);
                let sha256 = head.checksum_sha256().and_then(digest);
                Ok(Some(BlobHead { size, sha256 }))
            }
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(HeadObjectError::is_not_found) =>
            {
                Ok(None)
            }
            Err(error) => Err(BlobError::store("look at a blob", &error)),
        }
    }

    /// Whether the blob is there with this length and the bytes that its name promises.
    ///
    /// A store that gives no SHA-256 of the whole object is not believed: the bytes are read and hashed.
    ///
    /// # Errors
    /// The store cannot be reached or refuses.
    pub async fn verify(&self, key: &BlobKey, size: u64) -> Result<bool, BlobError> {
        let Some(head) = self.head(key).await? else {
            return Ok(false);
        };
        if head.size != size {
            return Ok(false);
        }
        match head.sha256 {
            Some(digest) => Ok(digest == *key.digest()),
            None => Ok(self
                .hash(key)
                .await?
                .is_some_and(|digest| digest == *key.digest())),
        }
    }

    /// The hash of the stored bytes, read piece by piece.
    async fn hash(&self, key: &BlobKey) -> Result<Option<Digest>, BlobError> {
        let call = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        let mut object = match call.send().await {
            Ok(object) => object,
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(GetObjectError::is_no_such_key) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(BlobError::store("read a blob", &error)),
        };
        let mut hasher = Sha256::new();
        while let Some(piece) = object.body.next().await {
            hasher.update(piece.map_err(|error| BlobError::store("read a blob", &error))?);
        }
        let bytes: [u8; 32] = hasher.finalize().into();
        Ok(Some(Digest::from(bytes)))
    }
}

/// The checksum of a whole object; that of a multipart one (`…-3`) is a hash of hashes and says nothing.
pub(super) fn digest(text: &str) -> Option<Digest> {
    Digest::try_from(BASE64.decode(text.as_bytes()).ok()?.as_slice()).ok()
}
