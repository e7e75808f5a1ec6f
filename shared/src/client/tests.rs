use reqwest::StatusCode;

use super::{request::api_error, *};
use crate::{error::ErrorCode, wire::logs::LogCursor};

#[test]
fn an_address_without_a_scheme_is_refused_with_an_example() {
    let error = Client::new("localhost:7430", None).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("one looks like http://127.0.0.1:7430")
    );
    assert_eq!(error.code(), ErrorCode::ValidationError);
}

#[test]
fn a_page_of_a_proxy_becomes_an_error_with_its_status() {
    let error = api_error(StatusCode::BAD_GATEWAY, b"<html>");
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert_eq!(error.message, "the server answered 502 Bad Gateway");
}

#[test]
fn an_error_of_ours_is_kept_whole() {
    let body = br#"{"error":{"code":"CONFLICT","message":"m","hint":"h","request_id":"req_1"}}"#;
    let error = api_error(StatusCode::CONFLICT, body);
    assert_eq!(
        (error.code, error.hint.as_deref()),
        (ErrorCode::Conflict, Some("h"))
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::new(&format!("http://{address}"), None).unwrap();
    let error = client.account().await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("cannot reach http://{address}"))
    );
    assert!(error.is_transient());
    assert!(
        client
            .follow_job(crate::id::JobId::new(), LogCursor::default())
            .await
            .is_err()
    );
}

/// A store that sends more than the blob is stopped there, however much it has.
// The connection is dropped by another thread than the one that waits below.
#[tokio::test(flavor = "multi_thread")]
async fn a_download_ends_where_the_blob_should() {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let endless = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let _ = socket.read(&mut [0; 4096]).unwrap();
        let mut sent = socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while sent.is_ok() {
            sent = socket.write_all(&[b'x'; 1024]);
        }
    });
    let blob = crate::spec::BlobRef {
        digest: crate::digest::Digest::of(b"x"),
        size: 10_000,
    };
    let headers = [].into();
    let from = crate::wire::blobs::SignedUrl { url, headers };
    let http = Http::new(Duration::from_secs(30));
    let mut out = Vec::new();
    let failed = get_blob(&http, &from, blob, &mut out, |_| ()).await;
    assert!(matches!(failed, Err(ClientError::Damaged(_))), "{failed:?}");
    assert!(out.len() <= 10_000);
    endless.join().unwrap();
}
