//! The server as a whole: started, spoken to over a socket, stopped.

use std::time::{Duration, Instant};

use rgrid_control_plane::{Config, Running, serve};
use sqlx::{ConnectOptions as _, PgPool};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::TestStore;

async fn start(db: &PgPool, store: &TestStore, change: impl FnOnce(&mut Config)) -> Running {
    let url = db.connect_options().to_url_lossy();
    let listen = ([127, 0, 0, 1], 0).into();
    let mut config = Config::new(url, listen, store.config.clone());
    change(&mut config);
    serve(config).await.unwrap()
}

async fn read(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text).await;
    text
}

#[sqlx::test(migrations = false)]
async fn scenario_37_it_makes_its_tables_answers_and_stops(db: PgPool) {
    let store = TestStore::start().await;
    let running = start(&db, &store, |_| ()).await;
    let mut stream = TcpStream::connect(running.addr).await.unwrap();
    let request = b"GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let answer = read(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    let addr = running.addr;
    running.shutdown().await;
    assert!(TcpStream::connect(addr).await.is_err());
}

/// hyper ignores its limit when it has no timer; this is the proof that ours has one.
#[sqlx::test]
async fn scenario_32_a_client_that_does_not_end_its_request_head_is_cut_off(db: PgPool) {
    let store = TestStore::start().await;
    let running = start(&db, &store, |config| config.http.header_timeout_s = 1).await;
    let mut stream = TcpStream::connect(running.addr).await.unwrap();
    stream.write_all(b"GET /healthz HT").await.unwrap();
    let began = Instant::now();
    read(&mut stream).await;
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    running.shutdown().await;
}

#[sqlx::test]
async fn a_request_that_is_open_at_the_shutdown_is_answered(db: PgPool) {
    let store = TestStore::start().await;
    let running = start(&db, &store, |_| ()).await;
    let mut stream = TcpStream::connect(running.addr).await.unwrap();
    let head = b"GET /healthz HTTP/1.1\r\nhost: x\r\n";
    stream.write_all(head).await.unwrap();
    // One answer shows that the connection is with the server.
    stream.write_all(b"\r\n").await.unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).await.unwrap();
    let began = Instant::now();
    running.shutdown().await;
    assert!(
        began.elapsed() < Duration::from_secs(15),
        "an idle connection does not delay it"
    );
    assert!(read(&mut stream).await.contains("x-request-id"));
}

#[sqlx::test]
async fn a_port_that_is_taken_is_told_with_what_to_do(db: PgPool) {
    let store = TestStore::start().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = db.connect_options().to_url_lossy();
    let config = Config::new(url, taken.local_addr().unwrap(), store.config.clone());
    let error = serve(config).await.err().unwrap().to_string();
    assert!(error.contains("RGRID_LISTEN"), "{error}");
}

/// A client that never ends its request cannot hold the server up.
#[sqlx::test]
async fn a_request_that_does_not_end_is_cut_off_at_the_shutdown(db: PgPool) {
    let store = TestStore::start().await;
    let running = start(&db, &store, |config| config.http.shutdown_s = 1).await;
    let (_, key) = rgrid_control_plane::bootstrap(&db, "ada").await.unwrap();
    let mut stream = TcpStream::connect(running.addr).await.unwrap();
    let head = format!(
        "POST /v1/jobs HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n",
        key.reveal()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // It says so when it begins to read the body: from then on the request is open.
    let mut goes_on = [0; 12];
    stream.read_exact(&mut goes_on).await.unwrap();
    assert_eq!(&goes_on, b"HTTP/1.1 100");
    let began = Instant::now();
    running.shutdown().await;
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
}
