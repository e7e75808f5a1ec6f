//! Outputs of attempts: where to PUT them, and whether they arrived.

use std::collections::{BTreeMap, HashMap};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId},
    spec::BlobRef,
    wire::{
        blobs::Upload,
        node::{Finished, ToNode},
    },
};

use super::{
    Session,
    assign::URL_LIFE,
    end::{End, refuse},
};
use crate::{
    blob::{BlobError, BlobKey},
    db::{attempt, blob},
};

/// Most blobs of one question, so that the answer stays below the limit of a message.
const MOST_ASKED: usize = 20_000;
/// How many blobs are stored or verified at the same time.
const PARALLEL: usize = 8;

/// What became of a report's outputs.
pub(super) enum Outputs {
    /// All are stored.
    Stored,
    /// These are not.
    Missing(Vec<Digest>),
    /// The store does not answer.
    Unknown,
}

/// Answers where to PUT outputs; those that are stored are left out.
pub(super) async fn answer(
    session: &Session,
    attempt: AttemptId,
    blobs: Vec<BlobRef>,
) -> Result<(), End> {
    if blobs.len() > MOST_ASKED {
        return Err(refuse("RequestUploads names too many blobs"));
    }
    let mut conn = session.state.db.acquire().await?;
    let Some(account) = attempt::owner(&mut conn, session.node, attempt).await? else {
        drop(conn);
        return session.out.say(&ToNode::Fenced { attempt }).await;
    };
    let stored = blob::stored(&mut conn, account, blobs.iter().map(|blob| &blob.digest)).await?;
    drop(conn);
    let account = account.to_string();
    let absent = blobs
        .into_iter()
        .filter(|blob| !stored.contains_key(&blob.digest));
    let missing = absent.filter_map(|blob| {
        let key = BlobKey::new(&account, blob.digest).ok()?;
        let put = session.state.blobs.presign_put(&key, blob.size, URL_LIFE);
        Some(Upload { blob, put })
    });
    let missing = missing.collect();
    session.out.say(&ToNode::Uploads { attempt, missing }).await
}

/// Stores what rides along, verifies what was uploaded, and notes both as the account's.
pub(super) async fn keep_outputs(session: &Session, report: &Finished) -> Result<Outputs, End> {
    let mut wanted: BTreeMap<Digest, u64> = BTreeMap::new();
    wanted.extend(
        report
            .artifacts
            .iter()
            .map(|artifact| (artifact.digest, artifact.size)),
    );
    if wanted.is_empty() {
        return Ok(Outputs::Stored);
    }
    let mut conn = session.state.db.acquire().await?;
    let Some(account) = attempt::owner(&mut conn, session.node, report.attempt).await? else {
        // Not this node's, or ended before: the verdict does not need the blobs.
        return Ok(Outputs::Stored);
    };
    let stored = blob::stored(&mut conn, account, wanted.keys()).await?;
    drop(conn);
    wanted.retain(|digest, size| stored.get(digest) != Some(size));
    let (found, missing) = match settle(session, account, report, wanted).await {
        Ok(settled) => settled,
        Err(error) => {
            tracing::warn!(attempt.id = %report.attempt, %error, "outputs cannot be checked now");
            return Ok(Outputs::Unknown);
        }
    };
    let mut conn = session.state.db.acquire().await?;
    blob::insert(&mut conn, account, &found).await?;
    drop(conn);
    Ok(if missing.is_empty() {
        Outputs::Stored
    } else {
        Outputs::Missing(missing)
    })
}

/// Those of `wanted` that are in the store now, and those that are not.
async fn settle(
    session: &Session,
    account: AccountId,
    report: &Finished,
    wanted: BTreeMap<Digest, u64>,
) -> Result<(Vec<BlobRef>, Vec<Digest>), BlobError> {
    let account = account.to_string();
    let inline = report
        .inline
        .iter()
        .map(|bytes| (Digest::of(&bytes.0), bytes.0.clone()));
    let inline: HashMap<_, _> = inline.collect();
    let checks = wanted.into_iter().map(|(digest, size)| {
        let (key, bytes) = (BlobKey::new(&account, digest), inline.get(&digest).cloned());
        async move {
            let blob = BlobRef { digest, size };
            let is_there = match bytes {
                Some(bytes) if bytes.len() as u64 == size => {
                    let key = key?;
                    session.state.blobs.put(&key, bytes.clone()).await?;
                    // Whoever follows is about to be told of it.
                    session.state.small_blobs.put(&key, bytes);
                    true
                }
                Some(_) => false,
                None => session.state.blobs.verify(&key?, size).await?,
            };
            Ok::<_, BlobError>((blob, is_there))
        }
    });
    let checked = stream::iter(checks).buffer_unordered(PARALLEL);
    let checked: Vec<_> = checked.try_collect().await?;
    let (found, missing): (Vec<_>, Vec<_>) = checked.into_iter().partition(|(_, there)| *there);
    let found = found.into_iter().map(|(blob, _)| blob).collect();
    Ok((
        found,
        missing.into_iter().map(|(blob, _)| blob.digest).collect(),
    ))
}
