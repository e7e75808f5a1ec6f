//! `ListParts`.

use s3s::S3Result;
use s3s::dto::{ListPartsInput, ListPartsOutput, Part as PartOutput};

use super::part::all;
use super::upload::{find, unknown};
use crate::store::index::Index;
use crate::store::meta::etag;

/// The most entries of one page.
const LONGEST: i32 = 1000;

/// The parts of one upload.
pub(in crate::store) fn list(index: &Index, input: ListPartsInput) -> S3Result<ListPartsOutput> {
    let (dir, _) = find(index, &input.bucket, &input.key, &input.upload_id)?;
    let after = input.part_number_marker.unwrap_or(0);
    let most = input.max_parts.unwrap_or(LONGEST).clamp(0, LONGEST);
    let mut found = all(&dir).map_err(|_| unknown())?;
    found.retain(|part| part.number > after);
    let more = found.len() > usize::try_from(most).unwrap_or(0);
    found.truncate(usize::try_from(most).unwrap_or(0));
    let parts = found.iter().map(|part| PartOutput {
        part_number: Some(part.number),
        size: i64::try_from(part.size).ok(),
        e_tag: Some(etag(&part.sha256, 0)),
        checksum_sha256: Some(part.sha256.base64()),
        ..PartOutput::default()
    });
    Ok(ListPartsOutput {
        parts: Some(parts.collect()),
        is_truncated: Some(more),
        next_part_number_marker: found.last().map(|part| part.number).filter(|_| more),
        part_number_marker: input.part_number_marker,
        max_parts: Some(most),
        bucket: Some(input.bucket),
        key: Some(input.key),
        upload_id: Some(input.upload_id),
        ..ListPartsOutput::default()
    })
}
