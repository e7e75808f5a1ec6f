//! The operations that the store knows, each handed to its own file. What is not here answers `NotImplemented`;
//! copies are left out on purpose, because nothing here needs one.

use std::sync::Arc;

use s3s::dto;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};

use super::error::io_error;
use super::index::Index;
use super::{list, multipart, object, work};

/// The store as the protocol sees it.
pub(super) struct Backend {
    index: Arc<Index>,
}

impl Backend {
    pub(super) fn new(index: Arc<Index>) -> Self {
        Self { index }
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Index) -> S3Result<T> + Send + 'static,
    ) -> S3Result<S3Response<T>> {
        let index = Arc::clone(&self.index);
        Ok(S3Response::new(work::run(move || work(&index)).await?))
    }
}

type Ask<T> = S3Request<T>;
type Answer<T> = S3Result<S3Response<T>>;

#[async_trait::async_trait]
impl S3 for Backend {
    async fn create_bucket(
        &self,
        req: Ask<dto::CreateBucketInput>,
    ) -> Answer<dto::CreateBucketOutput> {
        let location = Some(format!("/{}", req.input.bucket));
        self.work(move |index| {
            index.make_bucket(&req.input.bucket).map_err(io_error)?;
            Ok(dto::CreateBucketOutput { location })
        })
        .await
    }

    async fn head_bucket(&self, req: Ask<dto::HeadBucketInput>) -> Answer<dto::HeadBucketOutput> {
        self.index.read(&req.input.bucket, |_| ())?;
        Ok(S3Response::new(dto::HeadBucketOutput::default()))
    }

    async fn list_buckets(&self, _: Ask<dto::ListBucketsInput>) -> Answer<dto::ListBucketsOutput> {
        Ok(S3Response::new(list::buckets(&self.index)))
    }

    async fn put_object(&self, req: Ask<dto::PutObjectInput>) -> Answer<dto::PutObjectOutput> {
        object::put::put(Arc::clone(&self.index), req.input)
            .await
            .map(S3Response::new)
    }

    async fn post_object(&self, _: Ask<dto::PostObjectInput>) -> Answer<dto::PostObjectOutput> {
        Err(s3_error!(
            NotImplemented,
            "forms are not supported; use a presigned PUT"
        ))
    }

    async fn get_object(&self, req: Ask<dto::GetObjectInput>) -> Answer<dto::GetObjectOutput> {
        object::get::get(Arc::clone(&self.index), req.input)
            .await
            .map(S3Response::new)
    }

    async fn head_object(&self, req: Ask<dto::HeadObjectInput>) -> Answer<dto::HeadObjectOutput> {
        object::get::head(&self.index, &req.input).map(S3Response::new)
    }

    async fn delete_object(
        &self,
        req: Ask<dto::DeleteObjectInput>,
    ) -> Answer<dto::DeleteObjectOutput> {
        object::delete::delete(Arc::clone(&self.index), req.input.bucket, req.input.key).await?;
        Ok(S3Response::new(dto::DeleteObjectOutput::default()))
    }

    async fn delete_objects(
        &self,
        req: Ask<dto::DeleteObjectsInput>,
    ) -> Answer<dto::DeleteObjectsOutput> {
        object::delete::delete_many(Arc::clone(&self.index), req.input)
            .await
            .map(S3Response::new)
    }

    async fn list_objects_v2(
        &self,
        req: Ask<dto::ListObjectsV2Input>,
    ) -> Answer<dto::ListObjectsV2Output> {
        self.work(move |index| list::list(index, req.input)).await
    }

    async fn create_multipart_upload(
        &self,
        req: Ask<dto::CreateMultipartUploadInput>,
    ) -> Answer<dto::CreateMultipartUploadOutput> {
        self.work(move |index| multipart::create(index, req.input))
            .await
    }

    async fn upload_part(&self, req: Ask<dto::UploadPartInput>) -> Answer<dto::UploadPartOutput> {
        multipart::part::put(Arc::clone(&self.index), req.input)
            .await
            .map(S3Response::new)
    }

    async fn complete_multipart_upload(
        &self,
        req: Ask<dto::CompleteMultipartUploadInput>,
    ) -> Answer<dto::CompleteMultipartUploadOutput> {
        self.work(move |index| multipart::complete::complete(index, req.input))
            .await
    }

    async fn abort_multipart_upload(
        &self,
        req: Ask<dto::AbortMultipartUploadInput>,
    ) -> Answer<dto::AbortMultipartUploadOutput> {
        self.work(move |index| multipart::abort(index, &req.input))
            .await
    }

    async fn list_multipart_uploads(
        &self,
        req: Ask<dto::ListMultipartUploadsInput>,
    ) -> Answer<dto::ListMultipartUploadsOutput> {
        self.work(move |index| multipart::uploads::list(index, req.input))
            .await
    }

    async fn list_parts(&self, req: Ask<dto::ListPartsInput>) -> Answer<dto::ListPartsOutput> {
        self.work(move |index| multipart::parts::list(index, req.input))
            .await
    }
}
