//! Connections of the store. HTTP/1 alone: what speaks to it here speaks that, and its time limits are certain.

use std::pin::pin;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use s3s::service::S3Service;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The head limit of a store that is not tested for it.
pub(super) const HEAD_LIMIT: Duration = Duration::from_secs(30);
/// How long open requests may go on at the end.
pub(super) const GRACE: Duration = Duration::from_secs(10);

/// What every connection needs.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) service: S3Service,
    pub(super) stopping: CancellationToken,
    pub(super) tasks: TaskTracker,
    /// How long a request's head may take; also how long an idle connection is kept.
    pub(super) head_limit: Duration,
}

impl Server {
    /// Accepts connections until the store stops.
    pub(super) async fn accept(self, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                biased;
                () = self.stopping.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, _)) => {
                    self.tasks.spawn(self.clone().serve(stream));
                }
                // Out of file descriptors, mostly: without a pause this would spin until some are free.
                Err(error) => {
                    tracing::warn!(%error, "the store cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }

    async fn serve(self, stream: TcpStream) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot turn off Nagle's algorithm");
        }
        let mut builder = http1::Builder::new();
        // hyper ignores the time limit unless it is given a timer.
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(self.head_limit);
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), self.service));
        let result = tokio::select! {
            result = connection.as_mut() => result,
            () = self.stopping.cancelled() => {
                connection.as_mut().graceful_shutdown();
                match tokio::time::timeout(GRACE, connection).await {
                    Ok(result) => result,
                    Err(_) => return,
                }
            }
        };
        if let Err(error) = result {
            tracing::debug!(%error, "a connection to the store broke");
        }
    }
}
