//! What every request handler and loop may use.

use std::sync::Arc;

use sqlx::PgPool;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    auth::Keys,
    blob::{BlobError, BlobStore},
    config::Config,
    node_session::{BlobCache, Common},
    wake::Wake,
};

/// What every request handler and loop may use; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: PgPool,
    /// The blob store.
    pub blobs: BlobStore,
    /// Verifies API keys.
    pub keys: Arc<Keys>,
    /// Wakes what waits for news in the database.
    pub wake: Wake,
    /// What all conversations with nodes do together.
    pub common: Common,
    /// Small blobs that went to nodes lately.
    pub small_blobs: Arc<BlobCache>,
    /// The configuration.
    pub config: Arc<Config>,
    /// Fires when this process is asked to end.
    pub stopping: CancellationToken,
    /// Every task that must end before this process does.
    pub tasks: TaskTracker,
}

impl AppState {
    /// The state of one control plane.
    ///
    /// # Errors
    /// When the address of the blob store is none.
    pub fn new(config: Config, db: PgPool) -> Result<Self, BlobError> {
        Ok(Self {
            common: Common::new(&db),
            db,
            blobs: BlobStore::new(&config.s3)?,
            keys: Arc::default(),
            wake: Wake::default(),
            small_blobs: Arc::default(),
            config: Arc::new(config),
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
        })
    }
}
