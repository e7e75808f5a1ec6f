//! The blobs of a submission: those it brings, those that are stored, those that are missing.

use std::{collections::BTreeMap, time::Duration};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use rgrid_shared::{
    digest::Digest,
    id::AccountId,
    limits::MAX_BLOBS_AT_ONCE,
    spec::BlobRef,
    wire::blobs::{Base64Bytes, Upload},
};

use crate::{
    app::AppState,
    blob::{BlobError, BlobKey},
    db,
    domain::blobs::{Needed, check_inline, name_inline},
    http::error::Error,
};

/// How long an upload URL is good; later ones are given by `POST /v1/blobs/uploads`.
const UPLOAD_TTL: Duration = Duration::from_hours(1);
/// How many blobs of one request are stored at the same time: those that wait for the disk together share its syncs.
const PARALLEL_PUTS: usize = 32;

/// What a submission needs, with the blobs that rode along in the store already.
pub(crate) struct Brought {
    needed: Needed,
    stored: Vec<BlobRef>,
}

impl Brought {
    /// Checks the blobs of a submission and stores those that ride along.
    pub(crate) async fn take(
        state: &AppState,
        account: AccountId,
        needed: Needed,
        inline: Vec<Base64Bytes>,
    ) -> Result<Self, Error> {
        if needed.0.is_empty() && inline.is_empty() {
            return Ok(Self::nothing(needed));
        }
        check_inline(&inline)?;
        let mut named = name_inline(inline, &needed)?;
        let known = {
            let mut conn = state.db.acquire().await?;
            db::blob::stored(&mut conn, account, needed.0.keys()).await?
        };
        needed.agree_with(&known)?;
        named.retain(|digest, _| !known.contains_key(digest));
        let stored = put_all(state, account, named).await?;
        Ok(Self { needed, stored })
    }

    /// A submission that brings no bytes.
    pub(crate) fn nothing(needed: Needed) -> Self {
        let stored = Vec::new();
        Self { needed, stored }
    }

    /// Notes the stored blobs, in the transaction of the jobs; answers which are missing.
    pub(crate) async fn note(
        &self,
        conn: &mut db::Connection,
        account: AccountId,
    ) -> Result<Vec<BlobRef>, Error> {
        db::blob::insert(conn, account, &self.stored).await?;
        let digests: Vec<_> = self.stored.iter().map(|blob| blob.digest).collect();
        if !digests.is_empty() {
            // An earlier job may wait for the same bytes.
            db::queue::blobs_arrived(conn, account, &digests).await?;
        }
        let stored = db::blob::stored(conn, account, self.needed.0.keys()).await?;
        Ok(self.needed.missing(&stored))
    }
}

async fn put_all(
    state: &AppState,
    account: AccountId,
    blobs: BTreeMap<Digest, bytes::Bytes>,
) -> Result<Vec<BlobRef>, Error> {
    let account = account.to_string();
    let puts = blobs.into_iter().map(|(digest, bytes)| {
        let key = BlobKey::new(&account, digest);
        async move {
            let size = bytes.len() as u64;
            let key = key?;
            state.blobs.put(&key, bytes.clone()).await?;
            // A node is about to ask for it.
            state.small_blobs.put(&key, bytes);
            Ok::<_, BlobError>(BlobRef { digest, size })
        }
    });
    let stored = stream::iter(puts).buffer_unordered(PARALLEL_PUTS);
    Ok(stored.try_collect().await?)
}

/// Where to PUT the first of the missing blobs; a client asks for the others when it has sent these.
pub(crate) fn uploads(
    state: &AppState,
    account: AccountId,
    missing: &[BlobRef],
) -> Result<Vec<Upload>, Error> {
    let account = account.to_string();
    let upload = |blob: &BlobRef| {
        let key = BlobKey::new(&account, blob.digest)?;
        let put = state.blobs.presign_put(&key, blob.size, UPLOAD_TTL);
        Ok(Upload { blob: *blob, put })
    };
    missing.iter().take(MAX_BLOBS_AT_ONCE).map(upload).collect()
}
