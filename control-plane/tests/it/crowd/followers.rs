//! Followers that ask for a log and never read it.

use rgrid_control_plane::bootstrap;
use sqlx::PgPool;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

use super::server::Server;
use crate::support::{TestApp, TestNode, spec};

const FOLLOWERS: usize = 200;
/// In MiB.
const MOST: u64 = 100;

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
    let claimed = TestNode::new(&db).await.claim().await;
    sqlx::query(
        "insert into log_chunks (job_id, attempt_number, pos, stream, data)
         select $1, 1, n * 262144, 1, convert_to(repeat('x', 262144), 'utf8') from generate_series(0, 159) n",
    )
    .bind(claimed.job.uuid())
    .execute(&db)
    .await
    .unwrap();
    let server = Server::start(&db).await;
    let path = format!("/v1/jobs/{id}/follow");
    // The first brings the pool's connections and their buffers up.
    let mut open = vec![deaf(&server, &path, key.reveal()).await];
    let base = server.memory();
    for _ in 1..FOLLOWERS {
        open.push(deaf(&server, &path, key.reveal()).await);
    }
    // Until none of them gets any more: two looks a few answers apart see the same.
    let mut last = 0;
    while server.memory() != last {
        last = server.memory();
        for _ in 0..200 {
            server.is_well().await;
        }
    }
    let over = last.saturating_sub(base);
    eprintln!("200 followers that never read: {over} MiB over a base of {base} MiB");
    assert!(over < MOST, "{over} MiB over its base");
    assert_eq!(client.get(&format!("/v1/jobs/{id}")).await.status, 200);
}
