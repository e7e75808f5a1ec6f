//! Artifacts with URLs to GET them: what lists and followers share.

use std::time::Duration;

use rgrid_shared::{
    id::AccountId,
    limits::MAX_FOLLOWED_ARTIFACTS,
    wire::{
        artifacts::{Artifact, ArtifactUrl},
        blobs::Base64Bytes,
    },
};

use super::error::Error;
use crate::{app::AppState, blob::BlobKey};

/// How long a download URL is good; asking again gives a fresh one.
const DOWNLOAD_TTL: Duration = Duration::from_hours(1);

/// How many bytes of artifacts ride in one message: a follower that takes nothing holds on to them.
const MOST_RIDING: usize = 128 << 10;

/// How many artifacts are read for a message to a follower: one more tells that there are more.
pub(crate) const READ_FOLLOWED: usize = MAX_FOLLOWED_ARTIFACTS.saturating_add(1);

/// As many artifacts as a message to a follower has, and whether there are more.
pub(crate) fn first(mut artifacts: Vec<Artifact>) -> (Vec<Artifact>, bool) {
    let more = artifacts.len() > MAX_FOLLOWED_ARTIFACTS;
    artifacts.truncate(MAX_FOLLOWED_ARTIFACTS);
    (artifacts, more)
}

/// The artifacts, each with a URL that offers it under its own name.
pub(crate) fn signed(
    state: &AppState,
    account: AccountId,
    artifacts: Vec<Artifact>,
) -> Result<Vec<ArtifactUrl>, Error> {
    let account = account.to_string();
    let sign = |artifact: Artifact| {
        let key = BlobKey::new(&account, artifact.digest)?;
        let name = artifact.path.file_name();
        let get = state.blobs.presign_get(&key, Some(name), DOWNLOAD_TTL);
        let bytes = None;
        Ok(ArtifactUrl {
            artifact,
            get,
            bytes,
        })
    };
    artifacts.into_iter().map(sign).collect()
}

/// The same for a follower: small ones that came just now with their bytes, so that nobody asks the store for them.
pub(crate) fn followed(
    state: &AppState,
    account: AccountId,
    artifacts: Vec<Artifact>,
) -> Result<Vec<ArtifactUrl>, Error> {
    let mut artifacts = signed(state, account, artifacts)?;
    let account = account.to_string();
    let mut room = MOST_RIDING;
    for file in &mut artifacts {
        let key = BlobKey::new(&account, file.artifact.digest)?;
        let small = usize::try_from(file.artifact.size).is_ok_and(|size| size <= room);
        let kept = small.then(|| state.small_blobs.get(&key)).flatten();
        room = room.saturating_sub(kept.as_ref().map_or(0, bytes::Bytes::len));
        file.bytes = kept.map(Base64Bytes);
    }
    Ok(artifacts)
}
