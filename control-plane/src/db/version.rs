//! Which PostgreSQL will do.

#[cfg(test)]
mod tests;

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::OpenError;

/// The oldest that the queries are written for, in its own way of counting.
const OLDEST: i32 = 140_000;

/// Refuses a server that is too old, before anything is asked of it that it does not know.
///
/// One that is only starting is waited for: a pool tries again for `patience`, a connection of its own does not.
pub(super) async fn check(options: PgConnectOptions, patience: Duration) -> Result<(), OpenError> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(patience)
        .connect_with(options)
        .await?;
    let number = sqlx::query_scalar("select current_setting('server_version_num')::int4")
        .fetch_one(&pool)
        .await?;
    pool.close().await;
    will_do(number)
}

fn will_do(number: i32) -> Result<(), OpenError> {
    if number >= OLDEST {
        return Ok(());
    }
    Err(OpenError::TooOld(number.div_euclid(10_000)))
}
