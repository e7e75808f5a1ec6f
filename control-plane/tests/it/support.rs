//! A control plane on a database of its own.

use rgrid_control_plane::{Config, app::AppState, config::S3Config, router};
use rgrid_shared::spec::Secret;
use sqlx::PgPool;

/// The configuration of the tests.
pub(crate) fn config() -> Config {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL names a PostgreSQL for tests");
    let s3 = S3Config::new("http://127.0.0.1:9", "test", Secret::new("test"));
    let mut config = Config::new(url, ([127, 0, 0, 1], 0).into(), s3);
    config.database.acquire_timeout_s = 1;
    config
}

/// The API on this database.
pub(crate) fn app(db: PgPool) -> axum::Router {
    router::router(AppState::new(config(), db))
}
