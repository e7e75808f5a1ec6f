//! Connections: accepted one by one, each with a time limit for request heads.

use std::{pin::pin, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};

use crate::app::AppState;

/// Accepts connections until the server stops.
pub(super) async fn accept(listener: TcpListener, routes: Router, state: AppState) {
    loop {
        let accepted = tokio::select! {
            biased;
            () = state.stopping.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = serve(stream, routes.clone(), state.clone());
                state.tasks.spawn(connection);
            }
            // Out of file descriptors, mostly: without a pause this would spin until some are free.
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, routes: Router, state: AppState) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot turn off Nagle's algorithm");
    }
    let mut builder = http1::Builder::new();
    // hyper ignores the time limit unless it is given a timer.
    builder.timer(TokioTimer::new());
    builder.header_read_timeout(state.config.http.header_timeout());
    let service = TowerToHyperService::new(routes);
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = state.stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "a connection broke");
    }
}
