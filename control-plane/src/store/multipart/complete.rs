//! `CompleteMultipartUpload`: the parts become one object, hashed as a whole on the way.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use rgrid_shared::digest::Digest;
use s3s::dto::{
    ChecksumType, CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CompletedPart,
};
use s3s::{S3Result, s3_error};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::part::{Part, all};
use super::upload::{find, remove, unknown};
use crate::store::error::io_error;
use crate::store::files::Temp;
use crate::store::index::Index;
use crate::store::meta::{Meta, etag, now_ms};
use crate::store::object::put::condition;

/// Every part but the last has at least this many bytes.
const SMALLEST: u64 = 5 << 20;
/// Bytes copied at once.
const PIECE: usize = 1 << 20;

/// Makes the object; the upload is gone afterwards.
pub(in crate::store) fn complete(
    index: &Index,
    input: CompleteMultipartUploadInput,
) -> S3Result<CompleteMultipartUploadOutput> {
    let only = condition(input.if_none_match.as_ref())?;
    let _held = index.held.hold(&input.upload_id);
    let (dir, upload) = find(index, &input.bucket, &input.key, &input.upload_id)?;
    let listed = input
        .multipart_upload
        .and_then(|list| list.parts)
        .unwrap_or_default();
    let parts = chosen(&listed, &all(&dir).map_err(|_| unknown())?)?;
    let temp = Temp(index.layout.temp());
    let (size, sha256) = join(index, &parts, &temp.0).map_err(io_error)?;
    if input
        .checksum_sha256
        .is_some_and(|wanted| wanted != sha256.base64())
    {
        return Err(s3_error!(
            BadDigest,
            "the SHA-256 of the whole object is another"
        ));
    }
    let meta = Meta {
        key: upload.key,
        blob: Uuid::now_v7(),
        size,
        sha256,
        parts: u32::try_from(parts.len()).unwrap_or(u32::MAX),
        modified_ms: now_ms(),
        labels: upload.labels,
    };
    let output = CompleteMultipartUploadOutput {
        bucket: Some(input.bucket.clone()),
        key: Some(input.key),
        e_tag: Some(meta.etag()),
        checksum_sha256: Some(sha256.base64()),
        checksum_type: Some(ChecksumType::from_static(ChecksumType::FULL_OBJECT)),
        ..CompleteMultipartUploadOutput::default()
    };
    index.commit(&input.bucket, meta, &temp.0, only)?;
    remove(index, &dir)?;
    Ok(output)
}

/// The stored parts that the client lists, which must be in order, there, and the very ones it means.
fn chosen(listed: &[CompletedPart], stored: &[Part]) -> S3Result<Vec<Part>> {
    if listed.is_empty() {
        return Err(s3_error!(MalformedXML, "no parts are listed"));
    }
    let mut parts: Vec<Part> = Vec::new();
    for wanted in listed {
        let number = wanted.part_number.unwrap_or(0);
        if parts.last().is_some_and(|before| before.number >= number) {
            return Err(s3_error!(InvalidPartOrder));
        }
        if parts.last().is_some_and(|before| before.size < SMALLEST) {
            return Err(s3_error!(EntityTooSmall));
        }
        let part = stored.iter().find(|part| part.number == number);
        let part = part.filter(|part| {
            wanted
                .e_tag
                .as_ref()
                .is_none_or(|tag| tag.value() == etag(&part.sha256, 0).value())
        });
        parts.push(part.ok_or_else(|| s3_error!(InvalidPart))?.clone());
    }
    Ok(parts)
}

fn join(index: &Index, parts: &[Part], to: &Path) -> io::Result<(u64, Digest)> {
    let mut out = File::create_new(to)?;
    let mut hash = Sha256::new();
    let mut size = 0_u64;
    let mut buffer = vec![0; PIECE];
    for part in parts {
        let mut file = File::open(&part.path)?;
        loop {
            let count = file.read(&mut buffer)?;
            let Some(piece) = buffer.get(..count).filter(|piece| !piece.is_empty()) else {
                break;
            };
            hash.update(piece);
            out.write_all(piece)?;
            size = size.saturating_add(piece.len() as u64);
        }
    }
    index.files.sync(&out, to)?;
    let bytes: [u8; 32] = hash.finalize().into();
    Ok((size, Digest::from(bytes)))
}
