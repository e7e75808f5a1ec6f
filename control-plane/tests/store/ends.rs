//! The bucket is made, uploads are listed by pages, and an end that waits for nobody.

use std::time::{Duration, Instant};

use rgrid_control_plane::{
    blob::{BlobError, BlobStore},
    store,
};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use super::bed::{Bed, store_config};

#[tokio::test]
async fn a_bucket_that_is_not_there_is_made_and_a_store_that_is_not_there_is_told() {
    let bed = Bed::embedded().await;
    let mut config = bed.config.clone();
    config.bucket = "fresh".to_owned();
    let fresh = BlobStore::new(&config).unwrap();
    fresh.ensure_bucket().await.unwrap();
    let seen = bed.s3.head_bucket().bucket("fresh").send().await;
    seen.expect("it was made");
    config.endpoint = "http://127.0.0.1:9".to_owned();
    let error = BlobStore::new(&config).unwrap().ensure_bucket().await;
    let error = error.unwrap_err();
    assert!(matches!(error, BlobError::Store { .. }), "{error}");
    assert!(error.to_string().contains("make the bucket"), "{error}");
}

#[tokio::test]
async fn uploads_are_listed_page_by_page_from_their_markers_on() {
    let bed = Bed::embedded().await;
    let begin = |key: &'static str| {
        bed.s3
            .create_multipart_upload()
            .bucket(&bed.bucket)
            .key(key)
    };
    for key in ["a", "a", "b", "other"] {
        begin(key).send().await.unwrap();
    }
    let list = || {
        bed.s3
            .list_multipart_uploads()
            .bucket(&bed.bucket)
            .max_uploads(1)
    };
    let (mut seen, mut key, mut id) = (Vec::new(), None, None);
    loop {
        let page = list().set_key_marker(key).set_upload_id_marker(id).send();
        let page = page.await.unwrap();
        seen.extend(
            page.uploads()
                .iter()
                .filter_map(|u| u.key())
                .map(str::to_owned),
        );
        key = page.next_key_marker().map(str::to_owned);
        id = page.next_upload_id_marker().map(str::to_owned);
        if !page.is_truncated().unwrap() {
            break;
        }
    }
    assert_eq!(seen, ["a", "a", "b", "other"]);
    let after = list().max_uploads(9).key_marker("a").send().await.unwrap();
    let keys: Vec<_> = after.uploads().iter().filter_map(|u| u.key()).collect();
    assert_eq!(keys, ["b", "other"]);
}

#[tokio::test]
async fn a_connection_with_half_a_request_does_not_hold_up_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let running = store::serve(store_config(&dir)).await.unwrap();
    let mut client = TcpStream::connect(running.addr).await.unwrap();
    client
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n")
        .await
        .unwrap();
    let began = Instant::now();
    running.shutdown().await;
    let took = began.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
}
