//! The file that a body goes to, and its hashes.

use std::fs::File;
use std::io::Write;

use bytes::Bytes;
use data_encoding::BASE64;
use rgrid_shared::digest::Digest;
use s3s::crypto::{Checksum as _, Md5};
use s3s::{S3Result, s3_error};
use sha2::{Digest as _, Sha256};

use super::{Promise, Received};
use crate::store::error::io_error;
use crate::store::files::{Files, Temp};

/// A body on its way to the disk.
pub(super) struct Sink {
    file: File,
    temp: Temp,
    size: u64,
    sha256: Sha256,
    md5: Option<Md5>,
}

impl Sink {
    /// A new file at the temporary place.
    pub(super) fn create(temp: Temp, with_md5: bool) -> S3Result<Self> {
        let file = File::create_new(&temp.0).map_err(io_error)?;
        let md5 = with_md5.then(Md5::new);
        Ok(Self {
            file,
            temp,
            size: 0,
            sha256: Sha256::new(),
            md5,
        })
    }

    /// Takes in the next pieces, and no more than was promised.
    pub(super) fn write(&mut self, pieces: Vec<Bytes>, length: u64) -> S3Result<()> {
        for piece in pieces {
            self.size = self.size.saturating_add(piece.len() as u64);
            if self.size > length {
                return Err(s3_error!(
                    IncompleteBody,
                    "the body is longer than promised"
                ));
            }
            self.sha256.update(&piece);
            if let Some(md5) = &mut self.md5 {
                md5.update(&piece);
            }
            self.file.write_all(&piece).map_err(io_error)?;
        }
        Ok(())
    }

    /// Holds the body against its promise, and puts it on the disk.
    pub(super) fn finish(
        self,
        promise: &Promise,
        length: u64,
        files: &Files,
    ) -> S3Result<Received> {
        if self.size != length {
            return Err(s3_error!(
                IncompleteBody,
                "the body is shorter than promised"
            ));
        }
        let bytes: [u8; 32] = self.sha256.finalize().into();
        let sha256 = Digest::from(bytes);
        if promise
            .sha256
            .as_ref()
            .is_some_and(|wanted| *wanted != sha256.base64())
        {
            return Err(s3_error!(BadDigest, "the SHA-256 of the body is another"));
        }
        let md5 = self.md5.map(|md5| BASE64.encode(&md5.finalize()));
        if md5 != promise.md5 {
            return Err(s3_error!(BadDigest, "the MD5 of the body is another"));
        }
        files.sync(&self.file, &self.temp.0).map_err(io_error)?;
        Ok(Received {
            temp: self.temp,
            size: self.size,
            sha256,
        })
    }
}
