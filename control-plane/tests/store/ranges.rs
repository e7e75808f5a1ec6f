//! Parts of objects.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;

use super::bed::{Bed, both, noise};

both!(
    ranges_are_cut_exactly,
    a_range_behind_the_end_is_refused,
    a_presigned_get_takes_a_range
);

const LENGTH: usize = 1_000_003;

async fn range(bed: &Bed, key: &str, range: &str) -> (u16, Option<String>, Vec<u8>) {
    let call = bed
        .s3
        .get_object()
        .bucket(&bed.bucket)
        .key(key)
        .range(range);
    match call.send().await {
        Ok(object) => {
            let place = object.content_range().map(str::to_owned);
            (206, place, object.body.collect().await.unwrap().to_vec())
        }
        Err(error) => (
            error.raw_response().unwrap().status().as_u16(),
            None,
            Vec::new(),
        ),
    }
}

async fn ranges_are_cut_exactly(bed: &Bed) {
    let (key, bytes) = (bed.key("ranged"), noise(LENGTH));
    bed.put(&key, bytes.clone()).await;
    for (asked, start, end) in [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=300000-", 300_000, LENGTH),
        ("bytes=-7", LENGTH - 7, LENGTH),
        ("bytes=999999-5000000", 999_999, LENGTH),
    ] {
        let (status, place, got) = range(bed, &key, asked).await;
        assert_eq!(
            (status, got.as_slice()),
            (206, &bytes[start..end]),
            "{asked}"
        );
        assert_eq!(
            place.unwrap(),
            format!("bytes {start}-{}/{LENGTH}", end.saturating_sub(1))
        );
    }
}

async fn a_range_behind_the_end_is_refused(bed: &Bed) {
    bed.put(&bed.key("short"), "0123").await;
    assert_eq!(range(bed, &bed.key("short"), "bytes=4-").await.0, 416);
}

async fn a_presigned_get_takes_a_range(bed: &Bed) {
    let (key, bytes) = (bed.key("presigned range"), noise(4096));
    bed.put(&key, bytes.clone()).await;
    let ttl = PresigningConfig::expires_in(Duration::from_mins(1)).unwrap();
    let call = bed.s3.get_object().bucket(&bed.bucket).key(&key);
    let url = call.presigned(ttl).await.unwrap().uri().to_owned();
    let answer = bed
        .http
        .get(url)
        .header("range", "bytes=1000-1999")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 206);
    assert_eq!(answer.bytes().await.unwrap(), bytes[1000..2000]);
}
