//! Clients that take their time.

use std::sync::Arc;
use std::time::Duration;

use s3s::service::S3ServiceBuilder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::open;
use crate::store::backend::Backend;
use crate::store::files::Files;
use crate::store::server::Server;

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let dir = tempfile::tempdir().unwrap();
    let backend = Backend::new(Arc::new(open(dir.path(), Files::default())));
    let server = Server {
        service: S3ServiceBuilder::new(backend).build(),
        stopping: CancellationToken::new(),
        tasks: TaskTracker::new(),
        head_limit: Duration::from_millis(200),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    server.tasks.spawn(server.clone().accept(listener));
    let mut client = TcpStream::connect(address).await.unwrap();
    client
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(20), client.read_to_end(&mut answer));
    read.await.expect("the connection is closed").unwrap();
    server.stopping.cancel();
    server.tasks.close();
    timeout(Duration::from_secs(20), server.tasks.wait())
        .await
        .expect("the server stops");
}
