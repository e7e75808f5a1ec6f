//! The database: the pool, the migrations, and a module of queries per noun.
//!
//! Functions take a connection or the pool and name the account in every query; the SQL stands in
//! `.sql` files beside the modules.

pub mod account;
pub mod artifact;
pub mod attempt;
pub mod batch;
pub mod blob;
pub mod change;
mod error;
pub mod finish;
pub mod idempotency;
pub mod job;
pub mod key;
pub mod lease;
pub mod log;
pub mod node;
pub mod packages;
pub mod queue;
pub mod rate;
pub mod reuse;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod version;
pub mod waiting;

use std::{str::FromStr as _, time::Duration};

use sqlx::{
    Connection as _, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

pub use error::{Error, may_pass};
pub use sqlx::PgConnection as Connection;

use crate::config::{Config, DatabaseConfig};

/// The migrations, as compiled in.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It does not answer or refuses us.
    #[error("cannot connect to the database: {0}")]
    Connect(#[from] sqlx::Error),
    /// It is older than what the queries are written for.
    #[error(
        "this is PostgreSQL {0}, and RGrid needs 14 or later; upgrade it, or name another by `database_url`"
    )]
    TooOld(i32),
    /// The tables cannot be brought to this version.
    #[error("cannot bring the database to this version: {0}")]
    Migrate(sqlx::migrate::MigrateError),
    /// A later version has been here.
    #[error(
        "the database is newer than this program: it has step {0}, which this program does not know; \
         start the version that made it, or a later one"
    )]
    Newer(i64),
}

impl From<sqlx::migrate::MigrateError> for OpenError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        if let sqlx::migrate::MigrateError::VersionMissing(step) = error {
            return Self::Newer(step);
        }
        Self::Migrate(error)
    }
}

/// Connects, and brings the tables to this version.
///
/// # Errors
/// [`OpenError`] when it does not answer or its tables do not fit.
pub async fn open(config: &Config) -> Result<PgPool, OpenError> {
    let options = PgConnectOptions::from_str(&config.database_url)?.application_name("rgrid");
    let patience = Duration::from_secs(config.database.acquire_timeout_s);
    version::check(options.clone(), patience).await?;
    let pool = connect(options, &config.database).await?;
    MIGRATIONS.run(&pool).await?;
    Ok(pool)
}

/// What every connection asks of the database: a control plane that stopped or was cut off in the middle of something
/// must not hold its locks, or lead, for longer than this.
/// Its statements are short: to compile one takes longer than to run it.
const MANNERS: &str =
    "set jit = off; set idle_in_transaction_session_timeout = '8s'; set tcp_keepalives_idle = 5;
    set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3; set tcp_user_timeout = '10s'";

/// A connection that was used so lately is not asked whether it is there: the question takes as long as most statements.
const SURELY_THERE: Duration = Duration::from_secs(2);

async fn connect(
    options: PgConnectOptions,
    config: &DatabaseConfig,
) -> Result<PgPool, sqlx::Error> {
    PgPoolOptions::new()
        .max_connections(config.max_connections)
        .acquire_timeout(Duration::from_secs(config.acquire_timeout_s))
        .test_before_acquire(false)
        .before_acquire(|connection, known| {
            Box::pin(async move {
                if known.idle_for > SURELY_THERE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::raw_sql(MANNERS).execute(connection).await.map(drop) })
        })
        .connect_with(options)
        .await
}

/// Asks the database for a sign of life.
///
/// # Errors
/// Whatever keeps it from answering.
pub async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query("select 1").execute(pool).await.map(drop)
}

/// A write that touched no row is an error, not silence.
///
/// # Errors
/// [`sqlx::Error::RowNotFound`] unless exactly one row was touched.
pub fn ensure_one(rows: u64) -> Result<(), sqlx::Error> {
    if rows == 1 {
        return Ok(());
    }
    Err(sqlx::Error::RowNotFound)
}

/// The same for a statement that writes a known number of rows.
pub(crate) fn ensure_rows(rows: u64, expected: usize) -> Result<(), sqlx::Error> {
    if u64::try_from(expected).is_ok_and(|expected| rows == expected) {
        return Ok(());
    }
    Err(sqlx::Error::RowNotFound)
}
