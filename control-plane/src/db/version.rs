//! Which PostgreSQL will do.

#[cfg(test)]
mod tests;

use sqlx::{PgConnection, postgres::PgConnectOptions};

use super::OpenError;

/// The oldest that the queries are written for, in its own way of counting.
const OLDEST: i32 = 140_000;

/// Refuses a server that is too old, before anything is asked of it that it does not know.
pub(super) async fn check(options: &PgConnectOptions) -> Result<(), OpenError> {
    use sqlx::{ConnectOptions as _, Connection as _};
    let mut conn: PgConnection = options.connect().await?;
    let number = sqlx::query_scalar("select current_setting('server_version_num')::int4")
        .fetch_one(&mut conn)
        .await?;
    conn.close().await?;
    will_do(number)
}

fn will_do(number: i32) -> Result<(), OpenError> {
    if number >= OLDEST {
        return Ok(());
    }
    Err(OpenError::TooOld(number.div_euclid(10_000)))
}
