//! Keys that have broken other stores. A key is a name and never a path.

use super::bed::{Bed, both};

both!(
    a_key_may_be_long,
    a_key_may_be_the_beginning_of_another,
    keys_that_climb_reach_nothing_else,
    a_key_that_is_too_long_is_refused,
    a_nul_in_a_key_reaches_nothing_else,
);

async fn a_key_may_be_long(bed: &Bed) {
    for length in [255, 256, 600, 900] {
        let name = "0123456789".repeat(9) + "/";
        let key: String = bed.key(&name.repeat(10)).chars().take(length).collect();
        let key = key.trim_end_matches('/').to_owned();
        bed.put(&key, length.to_string()).await;
        assert_eq!(bed.get(&key).await.unwrap(), length.to_string().as_bytes());
    }
}

async fn a_key_may_be_the_beginning_of_another(bed: &Bed) {
    bed.put(&bed.key("d"), "d").await;
    bed.put(&bed.key("d/e"), "d/e").await;
    bed.put(&bed.key("d/e/f"), "d/e/f").await;
    assert_eq!(bed.get(&bed.key("d")).await.unwrap(), b"d");
    assert_eq!(bed.get(&bed.key("d/e")).await.unwrap(), b"d/e");
    let call = bed.s3.delete_object().bucket(&bed.bucket).key(bed.key("d"));
    call.send().await.unwrap();
    assert_eq!(bed.get(&bed.key("d/e")).await.unwrap(), b"d/e");
}

async fn keys_that_climb_reach_nothing_else(bed: &Bed) {
    let p = &bed.prefix;
    let keys = [
        format!("{p}/x/../victim"),
        format!("{p}/../{p}/victim"),
        "exec/../../../evil".to_owned(),
        "..".to_owned(),
        "../../etc/passwd".to_owned(),
    ];
    check_hostile(bed, &keys).await;
}

/// Refused or kept under exactly that key: both are right, an answer from elsewhere is not.
pub(crate) async fn check_hostile(bed: &Bed, keys: &[String]) {
    bed.put(&bed.key("victim"), "untouched").await;
    for key in keys {
        let put = bed.s3.put_object().bucket(&bed.bucket).key(key);
        match put.body(key.clone().into_bytes().into()).send().await {
            Ok(_) => {
                assert_eq!(bed.get(key).await.unwrap(), key.as_bytes(), "{key}");
                let call = bed.s3.delete_object().bucket(&bed.bucket).key(key);
                call.send().await.unwrap();
            }
            Err(error) => {
                let status = error.raw_response().map(|answer| answer.status().as_u16());
                let refused = status.is_some_and(|status| (400..500).contains(&status));
                assert!(refused, "{key}: {error:?}");
            }
        }
        let victim = bed.get(&bed.key("victim")).await;
        assert_eq!(victim.as_deref(), Some(&b"untouched"[..]), "{key}");
    }
}

async fn a_key_that_is_too_long_is_refused(bed: &Bed) {
    let key = format!("{:x<1025}", bed.key("longer"));
    let call = bed
        .s3
        .put_object()
        .bucket(&bed.bucket)
        .key(key)
        .body(b"x".to_vec().into());
    let error = call.send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
}

async fn a_nul_in_a_key_reaches_nothing_else(bed: &Bed) {
    bed.put(&bed.key("a"), "untouched").await;
    let key = bed.key("a\0b");
    let call = bed
        .s3
        .put_object()
        .bucket(&bed.bucket)
        .key(&key)
        .body(b"nul".to_vec().into());
    if call.send().await.is_ok() {
        assert_eq!(bed.get(&key).await.unwrap(), b"nul");
    }
    assert_eq!(bed.get(&bed.key("a")).await.unwrap(), b"untouched");
}
