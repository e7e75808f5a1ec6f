//! Sets of packages: who installs one that nobody has, and where the others get it.

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId},
    spec::BlobRef,
    wire::node::{AboutPackages, KnownPackages, ToNode},
};

use super::{Session, assign::URL_LIFE, end::End};
use crate::{
    blob::BlobKey,
    db::{
        attempt, blob,
        packages::{self, Known},
    },
};

/// What a node asks about a set, or tells of it.
pub(super) struct Asked {
    pub(super) attempt: AttemptId,
    pub(super) key: Digest,
    pub(super) about: AboutPackages,
}

/// Notes what the node tells, and answers what is known of the set.
///
/// A node that says it uploaded a pack which is not there, or not whole, is told to install, and may send it again.
pub(super) async fn answer(session: &Session, asked: Asked) -> Result<(), End> {
    let (attempt, key) = (asked.attempt, asked.key);
    let mut conn = session.state.db.acquire().await?;
    let Some(account) = attempt::owner(&mut conn, session.node, attempt).await? else {
        drop(conn);
        return session.out.say(&ToNode::Fenced { attempt }).await;
    };
    match asked.about {
        AboutPackages::Nothing => {}
        AboutPackages::Broken(pack) => {
            packages::forget(&mut conn, account, key, (attempt, pack)).await?;
        }
        AboutPackages::Installed(pack) => {
            drop(conn);
            let is_there = is_there(session, account, pack).await;
            conn = session.state.db.acquire().await?;
            if is_there {
                blob::insert(&mut conn, account, &[pack]).await?;
                packages::store(&mut conn, account, key, (attempt, pack)).await?;
            }
        }
    }
    let known = packages::find_or_claim(&mut conn, account, key, attempt).await?;
    drop(conn);
    let known = match known {
        Known::Stored(pack) => stored(session, account, pack),
        Known::Yours => KnownPackages::Install,
        Known::Another => KnownPackages::Wait,
    };
    session.out.say(&ToNode::Packages { attempt, known }).await
}

/// Whether the pack is in the store, whole.
async fn is_there(session: &Session, account: AccountId, pack: BlobRef) -> bool {
    let Ok(key) = BlobKey::new(&account.to_string(), pack.digest) else {
        return false;
    };
    let verified = session.state.blobs.verify(&key, pack.size).await;
    verified.unwrap_or_else(|error| {
        tracing::warn!(%error, "a pack cannot be checked now");
        false
    })
}

/// Where the pack is; a key that cannot be is nobody's, so the set is installed.
fn stored(session: &Session, account: AccountId, pack: BlobRef) -> KnownPackages {
    match BlobKey::new(&account.to_string(), pack.digest) {
        Ok(key) => KnownPackages::Stored {
            pack,
            get: session.state.blobs.presign_get(&key, None, URL_LIFE),
        },
        Err(_) => KnownPackages::Install,
    }
}
