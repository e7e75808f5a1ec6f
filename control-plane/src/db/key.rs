//! API keys, as rows; their text and hashes are made in `auth`.

use chrono::{DateTime, Utc};
use rgrid_shared::{
    id::{AccountId, KeyId},
    wire::keys::Key,
};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// What verifying a key takes.
pub struct StoredKey {
    /// Whose it is.
    pub account_id: Uuid,
    /// bcrypt of the secret part.
    pub secret_hash: String,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether its account runs this server.
    pub operator: bool,
}

/// The key `id`; the one look-up that cannot name the account, since the key tells it.
///
/// # Errors
/// Those of the database.
pub async fn find(db: &PgPool, id: KeyId) -> Result<Option<StoredKey>, sqlx::Error> {
    sqlx::query_file_as!(StoredKey, "src/db/key/find.sql", id.uuid())
        .fetch_optional(db)
        .await
}

/// Stores a key: its name and the hash of its secret.
///
/// # Errors
/// Those of the database.
pub async fn create(
    conn: &mut PgConnection,
    account: AccountId,
    id: KeyId,
    (name, hash): (&str, &str),
) -> Result<Key, sqlx::Error> {
    let (key, account) = (id.uuid(), account.uuid());
    let row = sqlx::query_file!("src/db/key/create.sql", key, account, name, hash)
        .fetch_one(conn)
        .await?;
    Ok(Key {
        id,
        name: name.to_owned(),
        created_at: row.created_at,
        revoked_at: None,
    })
}

/// Every key of the account, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &PgPool, account: AccountId) -> Result<Vec<Key>, sqlx::Error> {
    let rows = sqlx::query_file!("src/db/key/list.sql", account.uuid())
        .fetch_all(db)
        .await?;
    let keys = rows.into_iter().map(|row| Key {
        id: row.id.into(),
        name: row.name,
        created_at: row.created_at,
        revoked_at: row.revoked_at,
    });
    Ok(keys.collect())
}

/// Revokes a key; whether the account has such a key. A second time changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn revoke(db: &PgPool, account: AccountId, id: KeyId) -> Result<bool, sqlx::Error> {
    let done = sqlx::query_file!("src/db/key/revoke.sql", account.uuid(), id.uuid())
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
