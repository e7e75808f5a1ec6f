//! Followers that ask for a log and never read it.

use std::time::Duration;

use rgrid_control_plane::bootstrap;
use rgrid_shared::{
    limits::{MAX_LOG_BYTES, MAX_LOG_CHUNK_BYTES},
    wire::logs::Stream,
};
use sqlx::PgPool;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

use super::server::{PROMPT, Server};
use crate::support::{TestApp, TestNode, spec};

const FOLLOWERS: usize = 200;
/// In bytes, at the worst moment, while a log grows to the largest that there may be.
const MOST: u64 = 100_000_000;

/// Follows the job at `path` through a window of a few KiB, and reads no more than the first words of the answer.
async fn deaf(server: &Server, path: &str, key: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4 << 10).unwrap();
    let mut stream = socket.connect(server.addr).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\nconnection: upgrade\r\n\
         upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 101");
    stream
}

/// What they do not take stays in the database: the server holds little of it, and others are served.
#[sqlx::test]
async fn scenario_32_two_hundred_followers_that_never_read_cost_little_memory(db: PgPool) {
    let app = TestApp::new(db.clone());
    let (account, key) = bootstrap(&db, "ada").await.unwrap();
    let client = crate::support::Client::new(app, account, key.reveal());
    let id = client.submit(spec()).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    let server = Server::start(&db).await;
    let path = format!("/v1/jobs/{id}/follow");
    let base = server.memory();
    server.forget_peak();
    let mut open = Vec::new();
    for _ in 0..FOLLOWERS {
        open.push(deaf(&server, &path, key.reveal()).await);
    }
    let piece = "0123456789abcdef".repeat(MAX_LOG_CHUNK_BYTES / 16);
    for pos in (0..MAX_LOG_BYTES).step_by(MAX_LOG_CHUNK_BYTES) {
        node.log(&claimed, Stream::Stdout, pos, &piece).await;
    }
    // Until none of them gets any more: two looks a few answers apart see the same.
    let (mut last, mut median) = (0, Duration::ZERO);
    while server.memory() != last {
        last = server.memory();
        median = server.median().await;
    }
    let over = server.peak().saturating_sub(base);
    eprintln!("200 followers that never read: {over} bytes over {base}, strangers wait {median:?}");
    assert!(over < MOST, "{over} bytes over its base of {base}");
    assert!(median < PROMPT, "strangers wait {median:?}");
    assert_eq!(client.get(&format!("/v1/jobs/{id}")).await.status, 200);
}
