//! Connections that begin something and do not go on.

use futures_util::FutureExt as _;
use rgrid_control_plane::bootstrap;
use sqlx::PgPool;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use super::server::{PATIENCE, PROMPT, Server};

/// How many of each kind.
const EACH: usize = 250;

/// A thousand of them, four times as many as the files that were open by default: others are answered, memory
/// stays flat, and the server closes every one of them by itself.
#[sqlx::test]
async fn scenario_32_a_thousand_half_open_connections_hold_nobody_up_and_are_closed(db: PgPool) {
    let server = Server::start(&db).await;
    let (_, key) = bootstrap(&db, "ada").await.unwrap();
    let post = "POST /v1/jobs HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n";
    let beginnings = [
        String::new(),
        "GET /healthz HTTP/1.1\r\nhost: ".to_owned(),
        format!(
            "{post}authorization: Bearer {}\r\n\r\n{{\"spec\":",
            key.reveal()
        ),
        "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
    ];
    let base = server.memory();
    let mut open = Vec::new();
    for beginning in &beginnings {
        for _ in 0..EACH {
            let mut stream = TcpStream::connect(server.addr).await.unwrap();
            stream.write_all(beginning.as_bytes()).await.unwrap();
            open.push(stream);
        }
    }
    let median = server.median().await;
    let stands = |stream: &TcpStream| stream.peek(&mut [0]).now_or_never().is_none();
    assert!(open[..3 * EACH].iter().all(stands), "it was measured late");
    let over = server.memory().saturating_sub(base) >> 20;
    eprintln!("1,000 half-open connections: {over} MiB over its base, strangers wait {median:?}");
    assert!(over < 64, "{over} MiB over its base");
    assert!(median < PROMPT, "strangers wait {median:?}");
    let closed = async {
        for stream in &mut open {
            // An answer may come first; what counts is the end.
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    };
    timeout(PATIENCE, closed)
        .await
        .expect("some are still open");
    server.is_well().await;
}
