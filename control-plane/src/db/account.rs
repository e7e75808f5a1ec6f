//! Accounts.

use rgrid_shared::{id::AccountId, wire::keys::Account};
use sqlx::PgConnection;

/// Makes an account; the first one is the operator's. [`find_by_name`] keeps two from being the first.
///
/// # Errors
/// Those of the database.
pub async fn create(conn: &mut PgConnection, name: &str) -> Result<AccountId, sqlx::Error> {
    let id = AccountId::new();
    sqlx::query_file!("src/db/account/create.sql", id.uuid(), name)
        .execute(&mut *conn)
        .await?;
    Ok(id)
}

/// The account `id`.
///
/// # Errors
/// Those of the database.
pub async fn get(db: &sqlx::PgPool, id: AccountId) -> Result<Account, sqlx::Error> {
    let row = sqlx::query_file!("src/db/account/get.sql", id.uuid())
        .fetch_one(db)
        .await?;
    Ok(Account {
        id: row.id.into(),
        name: row.name,
        operator: row.operator,
    })
}

/// The oldest account called `name`; waits while another session looks for one too.
///
/// # Errors
/// Those of the database.
pub async fn find_by_name(
    conn: &mut PgConnection,
    name: &str,
) -> Result<Option<AccountId>, sqlx::Error> {
    sqlx::query_file!("src/db/account/lock.sql")
        .execute(&mut *conn)
        .await?;
    let row = sqlx::query_file!("src/db/account/find_by_name.sql", name)
        .fetch_optional(&mut *conn)
        .await?;
    Ok(row.map(|row| row.id.into()))
}
