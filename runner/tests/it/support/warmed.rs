//! An engine on which every job finds its sandbox ready, or the test fails.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use rgrid_runner::engine::{Engine, EngineError, Pool, SandboxSpec, Started, maker::Maker};
use rgrid_shared::id::{AttemptId, NodeId};
use tokio::{runtime::Handle, task::block_in_place};

/// A pool per attempt, which waits for its sandbox before the attempt asks for it.
pub(crate) struct Warmed {
    maker: Arc<dyn Maker>,
    home: PathBuf,
    pools: Mutex<HashMap<AttemptId, Pool>>,
}

impl Warmed {
    pub(crate) fn new(maker: Arc<dyn Maker>, home: &Path) -> Self {
        Self {
            maker,
            home: home.to_owned(),
            pools: Mutex::default(),
        }
    }

    async fn warm(&self, spec: &SandboxSpec) -> Pool {
        let home = self.home.join(spec.attempt.to_string());
        let pool = Pool::new(Arc::clone(&self.maker), &home, 1);
        if pool.prepare(&spec.image).await.is_ok() {
            let mut like = spec.clone();
            like.attempt = AttemptId::new();
            pool.reserve(&like);
            let asked = Instant::now();
            while warm(&pool) == 0 {
                assert!(asked.elapsed() < super::PATIENCE, "none was made");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            pool.reserve(spec);
        }
        pool
    }
}

/// How many wait.
pub(crate) fn warm(engine: &dyn Engine) -> u32 {
    let warm = engine.pool().unwrap().warm;
    warm.iter().map(|warm| warm.count).sum()
}

#[async_trait]
impl Engine for Warmed {
    async fn ready(&self) -> Result<(), EngineError> {
        self.maker.ready().await
    }

    async fn prepare(&self, image: &str) -> Result<(), EngineError> {
        self.maker.prepare(image).await.map(drop)
    }

    fn reserve(&self, spec: &SandboxSpec) -> bool {
        let pool = block_in_place(|| Handle::current().block_on(self.warm(spec)));
        self.pools.lock().unwrap().insert(spec.attempt, pool);
        true
    }

    fn release(&self, attempt: AttemptId) {
        if let Some(pool) = self.pools.lock().unwrap().remove(&attempt) {
            tokio::spawn(async move { pool.close().await });
        }
    }

    async fn start(&self, spec: SandboxSpec) -> Result<Started, EngineError> {
        let reserved = self.pools.lock().unwrap().remove(&spec.attempt);
        let Some(pool) = reserved else {
            // What nobody could know before waits for nobody.
            let home = self.home.join(AttemptId::new().to_string());
            return Pool::new(Arc::clone(&self.maker), &home, 0)
                .start(spec)
                .await;
        };
        let started = pool.start(spec).await;
        assert_eq!(
            pool.pool().unwrap().hits,
            1,
            "it was not the one that waited"
        );
        pool.close().await;
        started
    }

    fn digest(&self, image: &str) -> Option<String> {
        Some(image.to_owned())
    }

    async fn clean(&self, node: NodeId) -> Result<usize, EngineError> {
        self.maker.clean(node).await
    }
}
