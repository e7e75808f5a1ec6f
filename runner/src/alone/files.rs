//! Files: the assignment of a job whose files are all on this machine.

use std::{collections::HashMap, io};

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId, JobId},
    runtime,
    spec::{BlobRef, JobSpec},
    wire::{
        blobs::Base64Bytes,
        node::{Assignment, DependencyFiles, Source},
    },
};

use super::{Alone, Given, hear};

impl Alone {
    pub(super) async fn assignment(
        &self,
        spec: JobSpec,
        given: &HashMap<Digest, Given>,
    ) -> io::Result<Assignment> {
        let mut inputs = Vec::with_capacity(spec.inputs.len());
        for input in &spec.inputs {
            inputs.push(self.source(input.blob(), given).await?);
        }
        let mut files = Vec::new();
        for file in spec.dependencies.iter().flat_map(|said| &said.files) {
            files.push(self.source(file.blob(), given).await?);
        }
        // There is one user here; what they have installed stays theirs.
        let account = AccountId::from(self.node.uuid());
        let dependencies = spec.dependencies.as_ref();
        let dependencies = dependencies.map(|_| DependencyFiles { account, files });
        let stdin = match spec.stdin {
            Some(blob) => Some(self.source(blob, given).await?),
            None => None,
        };
        Ok(Assignment {
            attempt: AttemptId::new(),
            number: 1,
            job: JobId::new(),
            image: runtime::image_of(&spec.runtime)
                .unwrap_or_default()
                .to_owned(),
            spec,
            inputs,
            stdin,
            dependencies,
            tell_ran_in: false,
        })
    }

    /// Where the attempt gets the bytes; those of a file are put where it looks first.
    async fn source(&self, blob: BlobRef, given: &HashMap<Digest, Given>) -> io::Result<Source> {
        match given.get(&blob.digest) {
            Some(Given::Bytes(bytes)) => Ok(Source::Inline(Base64Bytes(bytes.clone()))),
            Some(Given::File(path)) => {
                self.context.blobs.adopt(blob, path.clone()).await?;
                Ok(Source::Get(hear::nowhere()))
            }
            None if blob.size == 0 => Ok(Source::Inline(Base64Bytes::default())),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}
