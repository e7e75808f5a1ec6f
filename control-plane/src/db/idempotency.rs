//! Answers to requests that carried an `Idempotency-Key`.

use rgrid_shared::{digest::Digest, id::AccountId};
use sqlx::PgConnection;

use super::ensure_one;

/// What an account's idempotency key stands for.
pub enum Claim {
    /// Nothing so far; this transaction has it now.
    First,
    /// The same request, answered with this status and body.
    Answered(u16, Vec<u8>),
    /// Another request.
    Other,
}

/// Takes `key` for the request with this hash.
///
/// While another transaction answers a request with the same key, this waits for its end.
///
/// # Errors
/// Those of the database.
pub async fn claim(
    conn: &mut PgConnection,
    account: AccountId,
    key: &str,
    request: &Digest,
) -> Result<Claim, sqlx::Error> {
    let (account, hash) = (account.uuid(), request.as_bytes().as_slice());
    let done = sqlx::query_file!("src/db/idempotency/claim.sql", account, key, hash)
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() == 1 {
        return Ok(Claim::First);
    }
    let row = sqlx::query_file!("src/db/idempotency/get.sql", account, key)
        .fetch_one(conn)
        .await?;
    match (row.status, row.body) {
        (Some(status), Some(body)) if row.request_hash == hash => {
            Ok(Claim::Answered(status.unsigned_abs(), body))
        }
        _ => Ok(Claim::Other),
    }
}

/// The body of the answer to the request that had `key`, once there is one.
///
/// # Errors
/// Those of the database.
pub async fn answered(
    conn: &mut PgConnection,
    account: AccountId,
    key: &str,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    let row = sqlx::query_file!("src/db/idempotency/get.sql", account.uuid(), key)
        .fetch_optional(conn)
        .await?;
    Ok(row.and_then(|row| row.body))
}

/// Stores the answer of the request that claimed `key` in this transaction.
///
/// # Errors
/// Those of the database.
pub async fn answer(
    conn: &mut PgConnection,
    account: AccountId,
    key: &str,
    (status, body): (u16, &[u8]),
) -> Result<(), sqlx::Error> {
    let status = i16::try_from(status).unwrap_or(i16::MAX);
    let done = sqlx::query_file!(
        "src/db/idempotency/answer.sql",
        account.uuid(),
        key,
        status,
        body
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}

/// Forgets up to `most` keys that are older than `after_s` seconds; says how many.
///
/// # Errors
/// Those of the database.
pub async fn purge(conn: &mut PgConnection, after_s: f64, most: i64) -> Result<u64, sqlx::Error> {
    let done = sqlx::query_file!("src/db/idempotency/purge.sql", after_s, most)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}
