//! What a client promises about a body is checked before it is stored.

use aws_sdk_s3::primitives::ByteStream;
use rgrid_shared::digest::Digest;

use super::bed::{Bed, both};

both!(
    a_wrong_md5_is_refused,
    a_wrong_sha256_is_refused_or_found_out,
    a_right_sha256_is_remembered,
);

async fn a_wrong_md5_is_refused(bed: &Bed) {
    let key = bed.key("md5");
    let put = |md5: &str| {
        let call = bed
            .s3
            .put_object()
            .bucket(&bed.bucket)
            .key(&key)
            .content_md5(md5);
        call.body(ByteStream::from_static(b"hello")).send()
    };
    let error = put("1B2M2Y8AsgTpgAmY7PhCfg==").await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    assert_eq!(bed.get(&key).await, None);
    put("XUFAKrxLKna5cZ2REBfFkg==").await.unwrap();
}

async fn a_wrong_sha256_is_refused_or_found_out(bed: &Bed) {
    let key = bed.key("sha");
    let call = bed.s3.put_object().bucket(&bed.bucket).key(&key);
    let call = call.checksum_sha256(Digest::of(b"other").base64());
    let error = call
        .body(ByteStream::from_static(b"hello"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    assert_eq!(bed.get(&key).await, None);
}

async fn a_right_sha256_is_remembered(bed: &Bed) {
    let key = bed.key("sha");
    let call = bed.s3.put_object().bucket(&bed.bucket).key(&key);
    let call = call.checksum_sha256(Digest::of(b"hello").base64());
    call.body(ByteStream::from_static(b"hello"))
        .send()
        .await
        .unwrap();
    let call = bed.s3.head_object().bucket(&bed.bucket).key(&key);
    let head = call
        .checksum_mode(aws_sdk_s3::types::ChecksumMode::Enabled)
        .send()
        .await
        .unwrap();
    if let Some(sum) = head.checksum_sha256() {
        assert_eq!(sum, Digest::of(b"hello").base64());
    }
}
