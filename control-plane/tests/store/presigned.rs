//! URLs that carry their own permission: to do exactly what was signed, for a short time.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use reqwest::StatusCode;

use super::bed::{Bed, both, client};

both!(
    whoever_has_the_url_can_put_and_get,
    scenario_30_a_changed_signature_is_refused,
    scenario_30_a_signature_is_good_for_one_key_and_one_verb,
    scenario_30_an_expired_url_is_refused,
    strangers_are_refused,
);

async fn get_url(bed: &Bed, key: &str, start_ago: u64, ttl: u64) -> String {
    let start = std::time::SystemTime::now()
        .checked_sub(Duration::from_secs(start_ago))
        .unwrap();
    let config = PresigningConfig::builder()
        .start_time(start)
        .expires_in(Duration::from_secs(ttl));
    let call = bed.s3.get_object().bucket(&bed.bucket).key(key);
    call.presigned(config.build().unwrap())
        .await
        .unwrap()
        .uri()
        .to_owned()
}

async fn status(bed: &Bed, url: &str) -> StatusCode {
    bed.http.get(url).send().await.unwrap().status()
}

async fn whoever_has_the_url_can_put_and_get(bed: &Bed) {
    for name in ["plain", "with space", "ümläut 日本+&=.txt"] {
        let key = bed.key(name);
        let ttl = PresigningConfig::expires_in(Duration::from_mins(1)).unwrap();
        let call = bed.s3.put_object().bucket(&bed.bucket).key(&key);
        let put = call.presigned(ttl).await.unwrap();
        let sent = bed
            .http
            .put(put.uri())
            .body("through the door")
            .send()
            .await
            .unwrap();
        assert_eq!(sent.status(), 200, "{name}");
        let got = bed
            .http
            .get(get_url(bed, &key, 0, 60).await)
            .send()
            .await
            .unwrap();
        assert_eq!(got.text().await.unwrap(), "through the door");
    }
}

async fn scenario_30_a_changed_signature_is_refused(bed: &Bed) {
    bed.put(&bed.key("signed"), "x").await;
    let url = get_url(bed, &bed.key("signed"), 0, 60).await;
    assert_eq!(status(bed, &url).await, 200);
    let (before, signature) = url.split_once("X-Amz-Signature=").unwrap();
    let digit = if signature.starts_with('0') { '1' } else { '0' };
    let changed = format!("{before}X-Amz-Signature={digit}{}", &signature[1..]);
    assert_eq!(status(bed, &changed).await, 403);
    let longer = url.replace("X-Amz-Expires=60", "X-Amz-Expires=6000");
    assert_eq!(status(bed, &longer).await, 403);
}

async fn scenario_30_a_signature_is_good_for_one_key_and_one_verb(bed: &Bed) {
    bed.put(&bed.key("one"), "x").await;
    bed.put(&bed.key("two"), "x").await;
    let url = get_url(bed, &bed.key("one"), 0, 60).await;
    let other = url.replace("/one?", "/two?");
    assert_eq!(status(bed, &other).await, 403);
    let deleted = bed.http.delete(&url).send().await.unwrap();
    assert_eq!(deleted.status(), 403);
    let put = bed.http.put(&url).body("y").send().await.unwrap();
    assert_eq!(put.status(), 403);
    assert_eq!(bed.get(&bed.key("one")).await.unwrap(), b"x");
}

async fn scenario_30_an_expired_url_is_refused(bed: &Bed) {
    bed.put(&bed.key("late"), "x").await;
    let url = get_url(bed, &bed.key("late"), 120, 60).await;
    assert_eq!(status(bed, &url).await, 403);
}

async fn strangers_are_refused(bed: &Bed) {
    bed.put(&bed.key("private"), "x").await;
    let plain = format!(
        "{}/{}/{}",
        bed.config.endpoint,
        bed.bucket,
        bed.key("private")
    );
    assert_eq!(status(bed, &plain).await, 403, "anonymous");
    let put = bed.http.put(&plain).body("y").send().await.unwrap();
    assert_eq!(put.status(), 403);
    let wrong = client(&bed.config, "another secret");
    let call = wrong
        .get_object()
        .bucket(&bed.bucket)
        .key(bed.key("private"));
    let error = call.send().await.unwrap_err();
    assert_eq!(
        error.raw_response().unwrap().status().as_u16(),
        403,
        "wrong secret"
    );
}
