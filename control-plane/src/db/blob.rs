//! Blobs that an account stored, as rows; their bytes are in the blob store.

use std::collections::BTreeMap;

use rgrid_shared::{digest::Digest, id::AccountId, spec::BlobRef};
use sqlx::PgConnection;

/// The sizes of those blobs that the account stored.
///
/// # Errors
/// Those of the database.
pub async fn stored(
    conn: &mut PgConnection,
    account: AccountId,
    digests: impl Iterator<Item = &Digest>,
) -> Result<BTreeMap<Digest, u64>, sqlx::Error> {
    let digests: Vec<_> = digests.map(|digest| digest.as_bytes().to_vec()).collect();
    if digests.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sqlx::query_file!("src/db/blob/stored.sql", account.uuid(), &digests)
        .fetch_all(conn)
        .await?;
    let pairs = rows.into_iter().filter_map(|row| {
        let digest = Digest::try_from(row.digest.as_slice()).ok()?;
        Some((digest, row.size_bytes.unsigned_abs()))
    });
    Ok(pairs.collect())
}

/// Notes that these blobs are in the blob store; those noted before stay as they are.
///
/// # Errors
/// Those of the database.
pub async fn insert(
    conn: &mut PgConnection,
    account: AccountId,
    blobs: &[BlobRef],
) -> Result<(), sqlx::Error> {
    let digests = blobs.iter().map(|blob| blob.digest.as_bytes().to_vec());
    let sizes = blobs
        .iter()
        .map(|blob| i64::try_from(blob.size).unwrap_or(i64::MAX));
    let (digests, sizes): (Vec<_>, Vec<_>) = (digests.collect(), sizes.collect());
    if !digests.is_empty() {
        sqlx::query_file!("src/db/blob/insert.sql", account.uuid(), &digests, &sizes)
            .execute(conn)
            .await?;
    }
    Ok(())
}
