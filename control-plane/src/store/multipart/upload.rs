//! `CreateMultipartUpload` and `AbortMultipartUpload`, and the upload itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, CreateMultipartUploadInput,
    CreateMultipartUploadOutput,
};
use s3s::{S3Error, S3Result, s3_error};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::commit::Only;
use crate::store::error::io_error;
use crate::store::index::Index;
use crate::store::meta::{Labels, now_ms};

/// What is to be stored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) started_ms: u64,
    pub(super) labels: Labels,
}

/// Begins an upload and names it.
pub(in crate::store) fn create(
    index: &Index,
    input: CreateMultipartUploadInput,
) -> S3Result<CreateMultipartUploadOutput> {
    index.allow(&input.bucket, &input.key, Only::Always)?;
    let id = Uuid::now_v7();
    let upload = Upload {
        bucket: input.bucket,
        key: input.key,
        started_ms: now_ms(),
        labels: Labels::new(input.content_type, input.metadata),
    };
    let dir = index.layout.upload(id);
    let write = || {
        fs::create_dir(&dir)?;
        index
            .files
            .write(&dir.join("upload"), &serde_json::to_vec(&upload)?)?;
        index.files.sync_parent(&dir.join("upload"))?;
        index.files.sync_parent(&dir)
    };
    write().map_err(io_error)?;
    Ok(CreateMultipartUploadOutput {
        upload_id: Some(id.simple().to_string()),
        bucket: Some(upload.bucket),
        key: Some(upload.key),
        ..CreateMultipartUploadOutput::default()
    })
}

/// Gives an upload up; its parts go.
pub(in crate::store) fn abort(
    index: &Index,
    input: &AbortMultipartUploadInput,
) -> S3Result<AbortMultipartUploadOutput> {
    let _held = index.held.hold(&input.upload_id);
    let (dir, _) = find(index, &input.bucket, &input.key, &input.upload_id)?;
    remove(index, &dir)?;
    Ok(AbortMultipartUploadOutput::default())
}

/// The folder of an upload, and what it is for. An id that belongs to another key is unknown.
pub(super) fn find(
    index: &Index,
    bucket: &str,
    key: &str,
    id: &str,
) -> S3Result<(PathBuf, Upload)> {
    let dir = index
        .layout
        .upload(Uuid::try_parse(id).map_err(|_| unknown())?);
    let upload = read(&dir)?.filter(|upload| upload.bucket == bucket && upload.key == key);
    Ok((dir, upload.ok_or_else(unknown)?))
}

/// What a folder is for; `None` for one that is just being made or removed.
pub(super) fn read(dir: &Path) -> S3Result<Option<Upload>> {
    match fs::read(dir.join("upload")) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error(error)),
    }
}

/// The head goes first: what is left without it is removed at the next start.
pub(super) fn remove(index: &Index, dir: &Path) -> S3Result<()> {
    let head = dir.join("upload");
    let removed = index
        .files
        .remove(&head)
        .and_then(|()| index.files.sync_parent(&head));
    removed
        .and_then(|()| fs::remove_dir_all(dir))
        .map_err(io_error)
}

pub(super) fn unknown() -> S3Error {
    s3_error!(NoSuchUpload)
}
