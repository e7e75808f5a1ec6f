//! The control plane's own way to the store.

use std::time::Duration;

use bytes::Bytes;
use rgrid_control_plane::blob::{BlobError, BlobKey};
use rgrid_shared::digest::Digest;
use rgrid_shared::wire::blobs::SignedUrl;

use super::bed::{Bed, both, noise};

both!(
    a_blob_is_stored_verified_read_and_deleted,
    scenario_30_a_signed_put_takes_exactly_the_blob_it_was_signed_for,
    a_signed_get_offers_a_name,
    scenario_30_other_bytes_under_the_right_name_are_found_out,
    reading_has_a_limit,
);

const TTL: Duration = Duration::from_mins(1);

fn key(bed: &Bed, bytes: &[u8]) -> BlobKey {
    BlobKey::new(&bed.prefix, Digest::of(bytes)).unwrap()
}

async fn send(bed: &Bed, url: &SignedUrl, body: impl Into<reqwest::Body>) -> u16 {
    let mut call = bed.http.put(&url.url);
    for (name, value) in &url.headers {
        call = call.header(name, value);
    }
    call.body(body)
        .send()
        .await
        .map_or(0, |answer| answer.status().as_u16())
}

async fn a_blob_is_stored_verified_read_and_deleted(bed: &Bed) {
    let bytes = Bytes::from(noise(100_000));
    let key = key(bed, &bytes);
    assert_eq!(bed.blobs.head(&key).await.unwrap(), None);
    assert!(!bed.blobs.verify(&key, 100_000).await.unwrap());
    bed.blobs.put(&key, bytes.clone()).await.unwrap();
    assert_eq!(bed.blobs.head(&key).await.unwrap().unwrap().size, 100_000);
    assert!(bed.blobs.verify(&key, 100_000).await.unwrap());
    assert!(!bed.blobs.verify(&key, 99_999).await.unwrap());
    assert_eq!(bed.blobs.get(&key, 100_000).await.unwrap(), bytes);
    bed.blobs.delete(&key).await.unwrap();
    let error = bed.blobs.get(&key, 100_000).await.unwrap_err();
    assert!(matches!(error, BlobError::Missing(_)), "{error}");
}

async fn scenario_30_a_signed_put_takes_exactly_the_blob_it_was_signed_for(bed: &Bed) {
    let key = key(bed, b"right bytes");
    let url = bed.blobs.presign_put(&key, 11, TTL);
    let other = send(bed, &url, "wrong bytes").await;
    assert!((400..500).contains(&other), "other bytes: {other}");
    let mut longer = url.clone();
    longer
        .headers
        .insert("content-length".to_owned(), "12".to_owned());
    assert_eq!(
        send(bed, &longer, "right bytes!").await,
        403,
        "another length"
    );
    let mut unbound = url.clone();
    unbound.headers.remove("x-amz-checksum-sha256");
    assert_eq!(send(bed, &unbound, "wrong bytes").await, 403, "no checksum");
    let mut lied = url.clone();
    let sum = Digest::of(b"wrong bytes").base64();
    lied.headers.insert("x-amz-checksum-sha256".to_owned(), sum);
    assert_eq!(
        send(bed, &lied, "wrong bytes").await,
        403,
        "another checksum"
    );
    assert!(!bed.blobs.verify(&key, 11).await.unwrap());
    assert_eq!(send(bed, &url, "right bytes").await, 200);
    assert!(bed.blobs.verify(&key, 11).await.unwrap());
}

async fn a_signed_get_offers_a_name(bed: &Bed) {
    let key = key(bed, b"report");
    bed.blobs
        .put(&key, Bytes::from_static(b"report"))
        .await
        .unwrap();
    let url = bed.blobs.presign_get(&key, Some("Übersicht 1.csv"), TTL);
    let answer = bed.http.get(&url.url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let name = answer.headers()["content-disposition"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        name.contains("filename*=UTF-8''%C3%9Cbersicht%201.csv"),
        "{name}"
    );
    assert_eq!(answer.text().await.unwrap(), "report");
    let plain = bed.blobs.presign_get(&key, None, TTL);
    assert_eq!(bed.http.get(&plain.url).send().await.unwrap().status(), 200);
}

async fn scenario_30_other_bytes_under_the_right_name_are_found_out(bed: &Bed) {
    let key = key(bed, b"right");
    bed.put(key.as_str(), "wrong").await;
    assert!(!bed.blobs.verify(&key, 5).await.unwrap());
    let error = bed.blobs.get(&key, 100).await.unwrap_err();
    assert!(matches!(error, BlobError::Damaged(_)), "{error}");
}

async fn reading_has_a_limit(bed: &Bed) {
    let key = key(bed, b"0123456789");
    bed.blobs
        .put(&key, Bytes::from_static(b"0123456789"))
        .await
        .unwrap();
    let error = bed.blobs.get(&key, 9).await.unwrap_err();
    assert!(
        matches!(error, BlobError::TooLong { cap: 9, .. }),
        "{error}"
    );
}
