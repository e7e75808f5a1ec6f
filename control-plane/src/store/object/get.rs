//! `GetObject` and `HeadObject`.

use std::io::SeekFrom;
use std::sync::Arc;

use s3s::dto::{
    ChecksumMode, ChecksumType, ETag, ETagCondition, GetObjectInput, GetObjectOutput,
    HeadObjectInput, HeadObjectOutput, Range, StreamingBlob,
};
use s3s::{S3Error, S3ErrorCode, S3Result, s3_error};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use crate::store::error::io_error;
use crate::store::index::{Index, no_such_key};
use crate::store::meta::Meta;

/// Bytes read from the disk at once.
const PIECE: usize = 256 << 10;
/// An object may be replaced between looking it up and opening its bytes.
const TRIES: usize = 8;

/// Reads an object or a range of it.
pub(in crate::store) async fn get(
    index: Arc<Index>,
    input: GetObjectInput,
) -> S3Result<GetObjectOutput> {
    let (meta, mut file) = open(&index, &input.bucket, &input.key).await?;
    check(
        &meta.etag(),
        input.if_match.as_ref(),
        input.if_none_match.as_ref(),
    )?;
    let span = input
        .range
        .map(|range| range.check(meta.size))
        .transpose()?;
    let (start, end) = span
        .as_ref()
        .map_or((0, meta.size), |span| (span.start, span.end));
    let length = end.saturating_sub(start);
    if start > 0 {
        file.seek(SeekFrom::Start(start)).await.map_err(io_error)?;
    }
    let body = ReaderStream::with_capacity(file.take(length), PIECE);
    let mode = input.checksum_mode.as_ref().filter(|_| span.is_none());
    let mut output = whole(head_of(&meta, mode));
    output.body = Some(StreamingBlob::wrap(body));
    output.content_length = i64::try_from(length).ok();
    output.content_range = span.map(|span| {
        format!(
            "bytes {}-{}/{}",
            span.start,
            end.saturating_sub(1),
            meta.size
        )
    });
    Ok(output)
}

/// What a GET says in common with a HEAD.
fn whole(head: HeadObjectOutput) -> GetObjectOutput {
    GetObjectOutput {
        accept_ranges: head.accept_ranges,
        checksum_sha256: head.checksum_sha256,
        checksum_type: head.checksum_type,
        content_type: head.content_type,
        e_tag: head.e_tag,
        last_modified: head.last_modified,
        metadata: head.metadata,
        ..GetObjectOutput::default()
    }
}

/// Says what is known of an object.
pub(in crate::store) fn head(index: &Index, input: &HeadObjectInput) -> S3Result<HeadObjectOutput> {
    let meta = index.get(&input.bucket, &input.key)?;
    check(
        &meta.etag(),
        input.if_match.as_ref(),
        input.if_none_match.as_ref(),
    )?;
    let mut output = head_of(&meta, input.checksum_mode.as_ref());
    output.content_length = i64::try_from(length(&meta, input.range)?).ok();
    Ok(output)
}

fn length(meta: &Meta, range: Option<Range>) -> S3Result<u64> {
    let Some(range) = range else {
        return Ok(meta.size);
    };
    let span = range.check(meta.size)?;
    Ok(span.end.saturating_sub(span.start))
}

fn head_of(meta: &Meta, mode: Option<&ChecksumMode>) -> HeadObjectOutput {
    let wanted = mode.is_some_and(|mode| mode.as_str() == ChecksumMode::ENABLED);
    let full = ChecksumType::from_static(ChecksumType::FULL_OBJECT);
    HeadObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        checksum_sha256: wanted.then(|| meta.sha256.base64()),
        checksum_type: wanted.then_some(full),
        content_type: meta.labels.content_type.clone(),
        e_tag: Some(meta.etag()),
        last_modified: Some(meta.modified()),
        metadata: Some(meta.labels.user.clone().into_iter().collect()),
        ..HeadObjectOutput::default()
    }
}

async fn open(index: &Index, bucket: &str, key: &str) -> S3Result<(Arc<Meta>, File)> {
    for _ in 0..TRIES {
        let meta = index.get(bucket, key)?;
        match File::open(index.layout.blob(meta.blob)).await {
            Ok(file) => return Ok((meta, file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(io_error(error)),
        }
    }
    Err(no_such_key())
}

fn check(
    etag: &ETag,
    if_match: Option<&ETagCondition>,
    if_none_match: Option<&ETagCondition>,
) -> S3Result<()> {
    let meets = |wanted: &ETagCondition| match wanted {
        ETagCondition::Any => true,
        ETagCondition::ETag(wanted) => wanted.value() == etag.value(),
    };
    if if_match.is_some_and(|wanted| !meets(wanted)) {
        return Err(s3_error!(PreconditionFailed));
    }
    if if_none_match.is_some_and(meets) {
        return Err(S3Error::new(S3ErrorCode::NotModified));
    }
    Ok(())
}
