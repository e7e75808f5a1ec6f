//! Artifacts with URLs to GET them: what lists and followers share.

use std::time::Duration;

use rgrid_shared::{
    id::AccountId,
    limits::MAX_FOLLOWED_ARTIFACTS,
    wire::artifacts::{Artifact, ArtifactUrl},
};

use super::error::Error;
use crate::{app::AppState, blob::BlobKey};

/// How long a download URL is good; asking again gives a fresh one.
const DOWNLOAD_TTL: Duration = Duration::from_hours(1);

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
        Ok(ArtifactUrl { artifact, get })
    };
    artifacts.into_iter().map(sign).collect()
}
