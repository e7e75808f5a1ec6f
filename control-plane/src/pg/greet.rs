//! The first words with a server: does it answer, and does it hold our database?

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

/// Asks for what every start needs: an answer, and the database of the control plane.
pub(super) async fn answers(url: &str) -> Result<(), sqlx::Error> {
    let mut link = PgConnectOptions::from_str(url)?
        .database("postgres")
        .connect()
        .await?;
    let here = sqlx::query("select 1 from pg_database where datname = 'rgrid'");
    if here.fetch_optional(&mut link).await?.is_none() {
        sqlx::query("create database rgrid")
            .execute(&mut link)
            .await?;
    }
    link.close().await
}
