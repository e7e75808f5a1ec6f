//! `ListObjectsV2`: pages in the order of the keys.

mod escape;
mod page;

use data_encoding::BASE64URL_NOPAD;
use s3s::dto::{Bucket, ListBucketsOutput, ListObjectsV2Input, ListObjectsV2Output};
use s3s::{S3Result, s3_error};

use super::index::Index;
use escape::Escape;
use page::Wanted;

/// The most keys and prefixes in one page.
const LONGEST: usize = 1000;

/// Lists a bucket.
pub(super) fn list(index: &Index, input: ListObjectsV2Input) -> S3Result<ListObjectsV2Output> {
    let token = input
        .continuation_token
        .as_deref()
        .map(from_token)
        .transpose()?;
    let wanted = Wanted {
        prefix: input.prefix.as_deref().unwrap_or_default(),
        delimiter: input.delimiter.as_deref().filter(|text| !text.is_empty()),
        after: token.as_deref().or(input.start_after.as_deref()),
        most: input
            .max_keys
            .map_or(LONGEST, |n| usize::try_from(n).unwrap_or(0).min(LONGEST)),
    };
    let page = index.read(&input.bucket, |objects| wanted.page(objects))?;
    let (most, count) = (
        wanted.most,
        page.objects.len().saturating_add(page.prefixes.len()),
    );
    let escape = Escape::asked_by(input.encoding_type.as_ref());
    Ok(ListObjectsV2Output {
        contents: Some(page.objects.into_iter().map(|o| escape.object(o)).collect()),
        common_prefixes: Some(
            page.prefixes
                .into_iter()
                .map(|p| escape.prefix(p))
                .collect(),
        ),
        is_truncated: Some(page.last.is_some()),
        next_continuation_token: page.last.map(|key| BASE64URL_NOPAD.encode(key.as_bytes())),
        key_count: i32::try_from(count).ok(),
        max_keys: i32::try_from(most).ok(),
        name: Some(input.bucket),
        prefix: input.prefix.map(|text| escape.text(text)),
        delimiter: input.delimiter.map(|text| escape.text(text)),
        start_after: input.start_after.map(|text| escape.text(text)),
        continuation_token: input.continuation_token,
        encoding_type: input.encoding_type,
        ..ListObjectsV2Output::default()
    })
}

/// Lists the buckets.
pub(super) fn buckets(index: &Index) -> ListBucketsOutput {
    let named = |name| Bucket {
        name: Some(name),
        ..Bucket::default()
    };
    let buckets = Some(index.bucket_names().into_iter().map(named).collect());
    ListBucketsOutput {
        buckets,
        ..ListBucketsOutput::default()
    }
}

fn from_token(token: &str) -> S3Result<String> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| s3_error!(InvalidArgument, "the continuation token is not ours"))
}
