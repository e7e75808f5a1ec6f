//! The server as a whole: starts every part, and ends them in order.

mod connection;
mod files;

use std::net::SocketAddr;

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    time::timeout,
};

use crate::{app::AppState, blob::BlobError, config::Config, db, loops, router};

/// The control plane cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] db::OpenError),
    /// The blob store cannot be used.
    #[error("cannot use the blob store: {0}")]
    Blobs(#[from] BlobError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}; free the port or set RGRID_LISTEN")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// Why.
        cause: std::io::Error,
    },
    /// Signals cannot be received.
    #[error("cannot receive signals: {0}")]
    Signals(std::io::Error),
}

/// A control plane that runs inside this process.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// What its handlers use.
    pub state: AppState,
}

/// Starts the control plane and returns when it accepts requests.
///
/// # Errors
/// [`ServeError`] when the database, the store or the address cannot be used.
pub async fn serve(config: Config) -> Result<Running, ServeError> {
    files::allow_as_many_as_possible();
    let db = db::open(&config).await?;
    let listen = config.listen;
    let failed = |cause| ServeError::Listen {
        address: listen,
        cause,
    };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    let state = AppState::new(config, db)?;
    state.blobs.ensure_bucket().await?;
    loops::start(&state);
    let routes = router::router(state.clone());
    state
        .tasks
        .spawn(connection::accept(listener, routes, state.clone()));
    tracing::info!(%addr, "listening");
    Ok(Running { addr, state })
}

impl Running {
    /// Accepts nothing more, lets open requests end, and closes the database.
    pub async fn shutdown(self) {
        self.state.stopping.cancel();
        self.state.tasks.close();
        let grace = self.state.config.http.shutdown();
        if timeout(grace, self.state.tasks.wait()).await.is_err() {
            tracing::warn!("some requests did not end in time and were cut off");
        }
        self.state.db.close().await;
        tracing::info!("stopped");
    }
}

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// As [`serve`].
pub async fn run(config: Config) -> Result<(), ServeError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Signals)?;
    let running = serve(config).await?;
    tokio::select! {
        _ = terminate.recv() => tracing::info!("SIGTERM: shutting down"),
        _ = interrupt.recv() => tracing::info!("SIGINT: shutting down"),
    }
    running.shutdown().await;
    Ok(())
}
