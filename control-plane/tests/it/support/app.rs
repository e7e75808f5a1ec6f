//! The control plane under test.

use axum::{Router, body::Body, http::Request};
use rgrid_control_plane::{Config, app::AppState, bootstrap, config::S3Config, router, wake};
use rgrid_shared::spec::Secret;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use super::{Answer, Client, TestStore};

/// The configuration of the tests.
fn config() -> Config {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL names a PostgreSQL for tests");
    let s3 = S3Config::new("http://127.0.0.1:9", "test", Secret::new("test"));
    let mut config = Config::new(url, ([127, 0, 0, 1], 0).into(), s3);
    config.database.acquire_timeout_s = 1;
    config
}

/// The API on a database.
#[derive(Clone)]
pub(crate) struct TestApp {
    pub(crate) db: PgPool,
    pub(crate) state: AppState,
    routes: Router,
}

impl TestApp {
    pub(crate) fn new(db: PgPool) -> Self {
        Self::with(config(), db)
    }

    /// The same with a store for its blobs.
    pub(crate) fn with_store(db: PgPool, store: &TestStore) -> Self {
        let mut config = config();
        config.s3 = store.config.clone();
        Self::with(config, db)
    }

    fn with(config: Config, db: PgPool) -> Self {
        let state = AppState::new(config, db.clone()).unwrap();
        let routes = router::router(state.clone());
        Self { db, state, routes }
    }

    /// A client with a key of the account `name`.
    pub(crate) async fn client(&self, name: &str) -> Client {
        let (account, key) = bootstrap(&self.db, name).await.unwrap();
        Client::new(self.clone(), account, key.reveal())
    }

    /// A client that presents `key`, whatever it is.
    pub(crate) fn stranger(&self, key: &str) -> Client {
        Client::new(self.clone(), rgrid_shared::id::AccountId::new(), key)
    }

    /// The address of this API on a real socket; news of the database are passed on.
    pub(crate) async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (wake, stopping) = (self.state.wake.clone(), self.state.stopping.clone());
        tokio::spawn(wake::listen(wake, self.db.clone(), stopping));
        tokio::spawn(axum::serve(listener, self.routes.clone()).into_future());
        url
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.routes.clone().oneshot(request).await.unwrap();
        Answer::read(response).await
    }
}
