//! `PutObject`.

use std::sync::Arc;

use s3s::dto::{ChecksumType, ETagCondition, PutObjectInput, PutObjectOutput};
use s3s::{S3Result, s3_error};
use uuid::Uuid;

use crate::store::commit::Only;
use crate::store::files::Temp;
use crate::store::index::Index;
use crate::store::meta::{Labels, Meta, now_ms};
use crate::store::receive::{Promise, receive};
use crate::store::work;

/// Stores an object; answers when it is on the disk.
pub(in crate::store) async fn put(
    index: Arc<Index>,
    input: PutObjectInput,
) -> S3Result<PutObjectOutput> {
    if input.if_match.is_some() {
        return Err(s3_error!(
            NotImplemented,
            "If-Match is not supported for writing"
        ));
    }
    let only = condition(input.if_none_match.as_ref())?;
    // Refused before the body is read, and again when it has been.
    index.allow(&input.bucket, &input.key, only)?;
    let promise = Promise {
        length: input.content_length,
        sha256: input.checksum_sha256,
        md5: input.content_md5,
    };
    let temp = Temp(index.layout.temp());
    let received = receive(input.body, promise, temp, index.files.clone()).await?;
    let meta = Meta {
        key: input.key,
        blob: Uuid::now_v7(),
        size: received.size,
        sha256: received.sha256,
        parts: 0,
        modified_ms: now_ms(),
        labels: Labels::new(input.content_type, input.metadata),
    };
    let output = PutObjectOutput {
        e_tag: Some(meta.etag()),
        checksum_sha256: Some(meta.sha256.base64()),
        checksum_type: Some(ChecksumType::from_static(ChecksumType::FULL_OBJECT)),
        ..PutObjectOutput::default()
    };
    work::run(move || index.commit(&input.bucket, meta, &received.temp.0, only)).await?;
    Ok(output)
}

/// `If-None-Match: *` is the one condition that writing knows.
pub(in crate::store) fn condition(wanted: Option<&ETagCondition>) -> S3Result<Only> {
    match wanted {
        None => Ok(Only::Always),
        Some(ETagCondition::Any) => Ok(Only::IfAbsent),
        Some(ETagCondition::ETag(_)) => Err(s3_error!(
            NotImplemented,
            "If-None-Match knows only `*` for writing"
        )),
    }
}
