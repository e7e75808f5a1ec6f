//! `ListMultipartUploads`: what was begun and never completed, so that it can be cleaned up.

use std::fs;

use s3s::S3Result;
use s3s::dto::{ListMultipartUploadsInput, ListMultipartUploadsOutput, MultipartUpload};

use super::upload::read;
use crate::store::error::io_error;
use crate::store::index::Index;
use crate::store::meta::time;

/// The most entries of one page.
const LONGEST: i32 = 1000;

/// Key, id and start of an upload; in this order in a listing.
type Begun = (String, String, u64);

/// The uploads of a bucket, by key and then by age.
pub(in crate::store) fn list(
    index: &Index,
    input: ListMultipartUploadsInput,
) -> S3Result<ListMultipartUploadsOutput> {
    index.read(&input.bucket, |_| ())?;
    let mut found = begun(index, &input)?;
    let most = input.max_uploads.unwrap_or(LONGEST).clamp(0, LONGEST);
    let more = found.len() > usize::try_from(most).unwrap_or(0);
    found.truncate(usize::try_from(most).unwrap_or(0));
    let last = found
        .last()
        .filter(|_| more)
        .map(|(key, id, _)| (key.clone(), id.clone()));
    let (next_key_marker, next_upload_id_marker) = last.unzip();
    let uploads = found.into_iter().map(|(key, id, started)| MultipartUpload {
        key: Some(key),
        upload_id: Some(id),
        initiated: Some(time(started)),
        ..MultipartUpload::default()
    });
    Ok(ListMultipartUploadsOutput {
        uploads: Some(uploads.collect()),
        is_truncated: Some(more),
        next_key_marker,
        next_upload_id_marker,
        max_uploads: Some(most),
        bucket: Some(input.bucket),
        prefix: input.prefix,
        key_marker: input.key_marker,
        upload_id_marker: input.upload_id_marker,
        ..ListMultipartUploadsOutput::default()
    })
}

/// Those of the bucket that come behind the markers.
fn begun(index: &Index, input: &ListMultipartUploadsInput) -> S3Result<Vec<Begun>> {
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let behind = |key: &str, id: &str| match (input.key_marker.as_deref(), &input.upload_id_marker)
    {
        (None, _) => true,
        (Some(marker), None) => key > marker,
        (Some(marker), Some(last)) => (key, id) > (marker, last.as_str()),
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(index.layout.uploads())
        .map_err(io_error)?
        .flatten()
    {
        let id = entry.file_name().to_string_lossy().into_owned();
        let Some(upload) = read(&entry.path())? else {
            continue;
        };
        let here = upload.bucket == input.bucket && upload.key.starts_with(prefix);
        if here && behind(&upload.key, &id) {
            found.push((upload.key, id, upload.started_ms));
        }
    }
    found.sort();
    Ok(found)
}
