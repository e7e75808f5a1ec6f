//! `UploadPart`, and parts as files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rgrid_shared::digest::Digest;
use s3s::dto::{UploadPartInput, UploadPartOutput};
use s3s::{S3Result, s3_error};

use super::upload::find;
use crate::store::error::io_error;
use crate::store::files::Temp;
use crate::store::index::Index;
use crate::store::meta::etag;
use crate::store::receive::{Promise, Received, receive};
use crate::store::work;

/// Part numbers that S3 knows.
const NUMBERS: std::ops::RangeInclusive<i32> = 1..=10_000;

/// One stored part; all of it stands in the file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) number: i32,
    pub(super) size: u64,
    pub(super) sha256: Digest,
    pub(super) path: PathBuf,
}

/// Stores a part; one of the same number gives way.
pub(in crate::store) async fn put(
    index: Arc<Index>,
    input: UploadPartInput,
) -> S3Result<UploadPartOutput> {
    let (id, number) = (input.upload_id, input.part_number);
    if !NUMBERS.contains(&number) {
        return Err(s3_error!(
            InvalidArgument,
            "part numbers go from 1 to 10000"
        ));
    }
    let (dir, _) = find(&index, &input.bucket, &input.key, &id)?;
    let promise = Promise {
        length: input.content_length,
        sha256: input.checksum_sha256,
        md5: input.content_md5,
    };
    let temp = Temp(index.layout.temp());
    let received = receive(input.body, promise, temp, index.files.clone()).await?;
    let sha256 = received.sha256;
    work::run(move || {
        let _held = index.held.hold(&id);
        keep(&index, &dir, number, &received).map_err(io_error)
    })
    .await?;
    Ok(UploadPartOutput {
        e_tag: Some(etag(&sha256, 0)),
        checksum_sha256: Some(sha256.base64()),
        ..UploadPartOutput::default()
    })
}

fn keep(index: &Index, dir: &Path, number: i32, received: &Received) -> io::Result<()> {
    let path = dir.join(format!("{number:05}.{}.{}", received.size, received.sha256));
    let before = all(dir)?
        .into_iter()
        .filter(|part| part.number == number && part.path != path);
    index.files.publish(&received.temp.0, &path)?;
    for old in before {
        index.files.remove(&old.path)?;
    }
    Ok(())
}

/// The parts of an upload in the order of their numbers.
pub(super) fn all(dir: &Path) -> io::Result<Vec<Part>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(dir)? {
        parts.extend(parse(&entry?.path()));
    }
    parts.sort_by_key(|part| part.number);
    Ok(parts)
}

fn parse(path: &Path) -> Option<Part> {
    let mut words = path.file_name()?.to_str()?.split('.');
    Some(Part {
        number: words.next()?.parse().ok()?,
        size: words.next()?.parse().ok()?,
        sha256: words.next()?.parse().ok()?,
        path: path.to_owned(),
    })
}
