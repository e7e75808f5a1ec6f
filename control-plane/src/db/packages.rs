//! Sets of packages of an account: who installs which, and where its pack is.

#[cfg(test)]
mod tests;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, AttemptId},
    spec::BlobRef,
};
use sqlx::PgConnection;

/// What is known of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Its pack is stored.
    Stored(BlobRef),
    /// It is this attempt's to install.
    Yours,
    /// Another attempt, which runs, is at it.
    Another,
}

/// Looks a set up; one that nobody has and nobody is at becomes the attempt's to install.
///
/// # Errors
/// When the database fails.
pub async fn find_or_claim(
    conn: &mut PgConnection,
    account: AccountId,
    key: Digest,
    attempt: AttemptId,
) -> sqlx::Result<Known> {
    let (account, key) = (account.uuid(), key.as_bytes().as_slice());
    sqlx::query_file!("src/db/packages/claim.sql", account, key, attempt.uuid())
        .execute(&mut *conn)
        .await?;
    let row = sqlx::query_file!("src/db/packages/get.sql", account, key)
        .fetch_one(conn)
        .await?;
    let digest = row.digest.as_deref().map(Digest::try_from);
    Ok(match (digest, row.size_bytes) {
        (Some(Ok(digest)), Some(size)) => Known::Stored(BlobRef {
            digest,
            size: size.unsigned_abs(),
        }),
        _ if row.attempt_id == attempt.uuid() => Known::Yours,
        _ => Known::Another,
    })
}

/// Notes the pack of a set; its blob is stored already.
///
/// # Errors
/// When the database fails.
pub async fn store(
    conn: &mut PgConnection,
    account: AccountId,
    key: Digest,
    (attempt, pack): (AttemptId, BlobRef),
) -> sqlx::Result<()> {
    sqlx::query_file!(
        "src/db/packages/store.sql",
        account.uuid(),
        key.as_bytes().as_slice(),
        attempt.uuid(),
        pack.digest.as_bytes().as_slice(),
        i64::try_from(pack.size).unwrap_or(i64::MAX)
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Forgets a pack that an attempt found broken; the set is its to install anew.
///
/// # Errors
/// When the database fails.
pub async fn forget(
    conn: &mut PgConnection,
    account: AccountId,
    key: Digest,
    (attempt, pack): (AttemptId, Digest),
) -> sqlx::Result<()> {
    sqlx::query_file!(
        "src/db/packages/forget.sql",
        account.uuid(),
        key.as_bytes().as_slice(),
        pack.as_bytes().as_slice(),
        attempt.uuid()
    )
    .execute(conn)
    .await
    .map(drop)
}
