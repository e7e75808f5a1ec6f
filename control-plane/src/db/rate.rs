//! The prices of time, as dated rows.

use sqlx::PgConnection;

use crate::domain::pricing::Rate;

/// Every rate there was and is.
///
/// # Errors
/// When the database fails.
pub async fn all(conn: &mut PgConnection) -> sqlx::Result<Vec<Rate>> {
    sqlx::query_file_as!(Rate, "src/db/rate/all.sql")
        .fetch_all(conn)
        .await
}
