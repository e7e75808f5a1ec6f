//! The addresses in signed URLs, and what a URL costs.

use std::time::{Duration, Instant};

use rgrid_shared::digest::Digest;

use super::{ACCOUNT, config};
use crate::blob::{BlobError, BlobKey, BlobStore};
use crate::config::S3Config;

#[test]
fn a_download_keeps_its_name_whatever_is_in_it() {
    let store = BlobStore::new(&config()).unwrap();
    let key = BlobKey::new(ACCOUNT, Digest::of(b"x")).unwrap();
    let url = store
        .presign_get(&key, Some("ä \"b\"\n/c.txt"), Duration::from_mins(1))
        .url;
    assert!(url.contains("filename%3D%22_%20_b___c.txt%22"), "{url}");
    assert!(url.contains("filename%2A%3DUTF-8%27%27%25C3%25A4"), "{url}");
}

#[test]
fn addresses_are_cut_and_bad_ones_refused() {
    for (endpoint, start) in [
        ("http://h:80", "http://h/rgrid/"),
        ("https://H:443/", "https://h/rgrid/"),
        ("https://h:8443/s3/", "https://h:8443/s3/rgrid/"),
        ("http://[::1]:9000", "http://[::1]:9000/rgrid/"),
    ] {
        let store = BlobStore::new(&S3Config {
            endpoint: endpoint.into(),
            ..config()
        })
        .unwrap();
        let key = BlobKey::new(ACCOUNT, Digest::of(b"x")).unwrap();
        let url = store.presign_get(&key, None, Duration::from_mins(1)).url;
        assert!(url.starts_with(start), "{url}");
    }
    for endpoint in ["h:9000", "ftp://h", "http://", "http://a@h", "http://h/p?q"] {
        let error = BlobStore::new(&S3Config {
            endpoint: endpoint.into(),
            ..config()
        })
        .unwrap_err();
        assert!(matches!(error, BlobError::BadEndpoint(_)), "{endpoint}");
    }
}

/// A batch asks for thousands of URLs at once.
#[test]
fn ten_thousand_urls_are_signed_within_ten_seconds() {
    let store = BlobStore::new(&config()).unwrap();
    let key = BlobKey::new(ACCOUNT, Digest::of(b"x")).unwrap();
    let start = Instant::now();
    for size in 0..10_000 {
        let _ = store.presign_put(&key, size, Duration::from_mins(15));
    }
    let spent = start.elapsed();
    println!("{:?} per URL", spent / 10_000);
    assert!(spent < Duration::from_secs(10), "{spent:?}");
}
