//! The bucket and the blobs in it: make, put, get, delete.

use aws_sdk_s3::primitives::ByteStream;
use bytes::{Bytes, BytesMut};
use rgrid_shared::digest::Digest;

use super::{BlobError, BlobKey, BlobStore};

impl BlobStore {
    /// Makes the bucket if it does not exist.
    ///
    /// # Errors
    /// The store cannot be reached or refuses.
    pub async fn ensure_bucket(&self) -> Result<(), BlobError> {
        let seen = self.client.head_bucket().bucket(&self.bucket).send().await;
        if seen.is_ok() {
            return Ok(());
        }
        match self
            .client
            .create_bucket()
            .bucket(&self.bucket)
            .send()
            .await
        {
            Ok(_) => Ok(()),
            Err(error) => {
                let ours = error.as_service_error().is_some_and(|e| {
                    e.is_bucket_already_owned_by_you() || e.is_bucket_already_exists()
                });
                if ours {
                    Ok(())
                } else {
                    Err(BlobError::store("make the bucket", &error))
                }
            }
        }
    }

    /// Stores bytes that were hashed already; the store checks the hash again.
    ///
    /// # Errors
    /// The store cannot be reached or refuses.
    pub async fn put(&self, key: &BlobKey, bytes: Bytes) -> Result<(), BlobError> {
        let call = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        let call = call
            .checksum_sha256(key.digest().base64())
            .body(ByteStream::from(bytes));
        call.send()
            .await
            .map_err(|error| BlobError::store("store a blob", &error))?;
        Ok(())
    }

    /// The bytes of a blob of at most `cap` bytes, checked against its name.
    ///
    /// # Errors
    /// No such blob, longer than `cap`, other bytes than its name says, or the store fails.
    pub async fn get(&self, key: &BlobKey, cap: usize) -> Result<Bytes, BlobError> {
        let call = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        let mut object = call
            .send()
            .await
            .map_err(|error| match error.as_service_error() {
                Some(e) if e.is_no_such_key() => BlobError::Missing(key.clone()),
                _ => BlobError::store("read a blob", &error),
            })?;
        let mut bytes = BytesMut::new();
        while let Some(piece) = object.body.next().await {
            let piece = piece.map_err(|error| BlobError::store("read a blob", &error))?;
            if bytes.len().saturating_add(piece.len()) > cap {
                return Err(BlobError::TooLong {
                    key: key.clone(),
                    cap,
                });
            }
            bytes.extend_from_slice(&piece);
        }
        if Digest::of(&bytes) == *key.digest() {
            Ok(bytes.freeze())
        } else {
            Err(BlobError::Damaged(key.clone()))
        }
    }

    /// Removes a blob; one that is not there is no error.
    ///
    /// # Errors
    /// The store cannot be reached or refuses.
    pub async fn delete(&self, key: &BlobKey) -> Result<(), BlobError> {
        let call = self
            .client
            .delete_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        call.send()
            .await
            .map_err(|error| BlobError::store("delete a blob", &error))?;
        Ok(())
    }
}
