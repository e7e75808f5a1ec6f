//! What only our own store promises.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use rgrid_control_plane::blob::BlobKey;
use rgrid_control_plane::store::{self, StoreError};
use rgrid_shared::digest::Digest;
use tokio_util::io::ReaderStream;

use super::bed::{Bed, noise, store_config};
use super::child::Process;
use super::hostile::check_hostile;

#[tokio::test]
async fn data_is_still_there_after_a_hard_kill() {
    let dir = tempfile::tempdir().unwrap();
    let (process, bytes) = (Process::start(&dir), noise(3 << 20));
    let key = process.bed.key("kept");
    process.bed.put(&key, bytes.clone()).await;
    drop(process);
    let process = Process::start(&dir);
    assert!(process.bed.get(&key).await.unwrap() == bytes);
    process.bed.put(&key, "replaced").await;
    drop(process);
    assert_eq!(
        Process::start(&dir).bed.get(&key).await.unwrap(),
        b"replaced"
    );
}

/// R-C5: large files stream; the store keeps a few pieces of them in memory.
#[tokio::test]
async fn two_hundred_megabytes_stream_through_little_memory() {
    let dir = tempfile::tempdir().unwrap();
    let process = Process::start(&dir);
    let (bed, before) = (&process.bed, process.resident());
    let (piece, count) = (bytes::Bytes::from(noise(1 << 20)), 200_usize);
    let whole = piece.repeat(count);
    let key = BlobKey::new("acc", Digest::of(&whole)).unwrap();
    let url = bed
        .blobs
        .presign_put(&key, whole.len() as u64, Duration::from_mins(5));
    let body = ReaderStream::with_capacity(std::io::Cursor::new(whole.clone()), 256 << 10);
    let mut call = bed
        .http
        .put(&url.url)
        .body(reqwest::Body::wrap_stream(body));
    for (name, value) in &url.headers {
        call = call.header(name, value);
    }
    let start = Instant::now();
    assert_eq!(call.send().await.unwrap().status(), 200);
    let (put, after_put) = (start.elapsed(), process.resident());
    let url = bed
        .blobs
        .presign_get(&key, None, Duration::from_mins(5))
        .url;
    let start = Instant::now();
    let mut stream = bed.http.get(url).send().await.unwrap().bytes_stream();
    let mut seen = 0;
    while let Some(piece) = stream.next().await {
        let piece = piece.unwrap();
        assert!(piece == whole[seen..seen + piece.len()]);
        seen += piece.len();
    }
    let (get, after_get) = (start.elapsed(), process.resident());
    assert_eq!(seen, whole.len());
    println!("put {put:?}, get {get:?}, MiB: {before} then {after_put} then {after_get}");
    assert!(
        after_put.max(after_get) < before + 64,
        "{before} {after_put} {after_get}"
    );
}

/// Other stores limit the parts of a key, or take some of them for folders.
#[tokio::test]
async fn every_key_that_s3_allows_is_a_key() {
    let bed = Bed::embedded().await;
    let mut keys = ["x".repeat(600), "x".repeat(1024), "ü".repeat(512)].to_vec();
    keys.extend(["deep/er/", "/", "//", ".", "./a", "a\\b"].map(str::to_owned));
    for key in &keys {
        bed.put(key, key.clone()).await;
        assert_eq!(bed.get(key).await.unwrap(), key.as_bytes());
    }
    let p = &bed.prefix;
    let near = [
        format!("{p}/./victim"),
        format!("{p}//victim"),
        format!("/{p}/victim"),
    ];
    check_hostile(&bed, &near).await;
}

#[tokio::test]
async fn an_instruction_that_nobody_signed_is_refused() {
    let bed = Bed::embedded().await;
    bed.put("theirs/secret", "secret").await;
    let key = BlobKey::new("mine", Digest::of(b"x")).unwrap();
    let url = bed.blobs.presign_put(&key, 1, Duration::from_mins(1));
    let mut call = bed
        .http
        .put(&url.url)
        .header("x-amz-copy-source", "/rgrid/theirs/secret");
    for (name, value) in &url.headers {
        call = call.header(name, value);
    }
    assert_eq!(call.body("x").send().await.unwrap().status(), 403);
    assert_eq!(bed.get(key.as_str()).await, None);
}

#[tokio::test]
async fn a_folder_is_served_by_one_process_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let first = store::serve(store_config(&dir)).await.unwrap();
    let error = store::serve(store_config(&dir)).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy(_)), "{error}");
    first.shutdown().await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap();
    let error = store::serve(store::StoreConfig {
        listen,
        ..store_config(&dir)
    })
    .await
    .unwrap_err();
    assert!(error.to_string().contains(&listen.to_string()), "{error}");
}
