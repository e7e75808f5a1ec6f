//! `DeleteObject` and `DeleteObjects`.

use std::sync::Arc;

use s3s::S3Result;
use s3s::dto::{DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, Error};

use crate::store::index::Index;
use crate::store::work;

/// Removes an object; one that is not there is no error.
pub(in crate::store) async fn delete(
    index: Arc<Index>,
    bucket: String,
    key: String,
) -> S3Result<()> {
    work::run(move || index.delete(&bucket, &key)).await?;
    Ok(())
}

/// Removes many; each ends on its own.
pub(in crate::store) async fn delete_many(
    index: Arc<Index>,
    input: DeleteObjectsInput,
) -> S3Result<DeleteObjectsOutput> {
    let quiet = input.delete.quiet.unwrap_or(false);
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for object in input.delete.objects {
        let key = Some(object.key.clone());
        match delete(Arc::clone(&index), input.bucket.clone(), object.key).await {
            Ok(()) if quiet => {}
            Ok(()) => deleted.push(DeletedObject {
                key,
                ..DeletedObject::default()
            }),
            Err(error) => {
                let code = Some(error.code().as_str().to_owned());
                let message = error.message().map(str::to_owned);
                errors.push(Error {
                    code,
                    key,
                    message,
                    version_id: None,
                });
            }
        }
    }
    Ok(DeleteObjectsOutput {
        deleted: Some(deleted),
        errors: Some(errors),
        ..DeleteObjectsOutput::default()
    })
}
