//! The embedded S3 store of `rgrid up`: the protocol and its signatures are `s3s`, the keeping of bytes is ours. It
//! knows objects and keys, and nothing of accounts or jobs.
//!
//! What a key says never becomes a path: bytes are in `blobs/` under random names, and one small file per key in
//! `index/` says which bytes are its. Each step that makes something visible comes after the step before it is on
//! the disk ([`commit`]), so a power loss leaves an object as it was or as it became, and at most leftovers, which
//! the next start removes ([`recover`]).

mod backend;
mod commit;
mod error;
mod files;
mod guard;
mod held;
mod index;
mod layout;
mod list;
mod meta;
mod multipart;
mod object;
mod receive;
mod recover;
mod server;
#[cfg(test)]
mod tests;
mod work;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use rgrid_shared::spec::Secret;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use backend::Backend;
pub use error::StoreError;
use files::Files;
use guard::Guard;
use index::Index;
use server::Server;

/// What the store needs to run.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// Folder of everything it keeps; made when missing.
    pub root: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The one access key.
    pub access_key: String,
    /// Its secret.
    pub secret_key: Secret,
    /// A bucket that exists from the start.
    pub bucket: String,
}

/// A running store. It goes on when this is dropped; [`StoreHandle::shutdown`] ends it.
#[derive(Debug)]
pub struct StoreHandle {
    /// Where it listens.
    pub addr: SocketAddr,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

/// Opens the folder, removes what a crash left, and serves.
///
/// # Errors
/// The folder or the address cannot be used.
pub async fn serve(config: StoreConfig) -> Result<StoreHandle, StoreError> {
    let (root, bucket) = (config.root.clone(), config.bucket.clone());
    let opened = tokio::task::spawn_blocking(move || {
        let index = Index::open(&root, Files::default())?;
        index
            .make_bucket(&bucket)
            .map_err(|cause| StoreError::Open { root, cause })?;
        Ok::<_, StoreError>(index)
    });
    let cut = |e| StoreError::Open {
        root: config.root.clone(),
        cause: io::Error::other(e),
    };
    let index = Arc::new(opened.await.map_err(cut)??);
    let failed = |cause| StoreError::Listen {
        address: config.listen,
        cause,
    };
    let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    let mut service = S3ServiceBuilder::new(Backend::new(index));
    service.set_auth(SimpleAuth::from_single(
        config.access_key,
        config.secret_key.reveal(),
    ));
    service.set_access(Guard);
    let (stopping, tasks) = (CancellationToken::new(), TaskTracker::new());
    let server = Server {
        service: service.build(),
        stopping: stopping.clone(),
        tasks: tasks.clone(),
        head_limit: server::HEAD_LIMIT,
    };
    tasks.spawn(server.accept(listener));
    Ok(StoreHandle {
        addr,
        stopping,
        tasks,
    })
}

impl StoreHandle {
    /// Accepts nothing more and lets open requests end; those that take longer than 10 s are cut off.
    pub async fn shutdown(self) {
        self.stopping.cancel();
        self.tasks.close();
        if tokio::time::timeout(server::GRACE, self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("some transfers did not end in time and were cut off");
        }
    }
}
