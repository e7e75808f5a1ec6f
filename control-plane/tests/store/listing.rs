//! Listing: in order, in pages, by prefix, in groups.

use super::bed::{Bed, both};

both!(
    pages_of_a_hundred_hold_each_key_once_in_order,
    a_delimiter_groups,
    a_listing_can_start_later
);

async fn fill(bed: &Bed, count: usize) -> Vec<String> {
    let keys: Vec<String> = (0..count).map(|n| bed.key(&format!("k{n:04}"))).collect();
    for chunk in keys.chunks(16) {
        let puts = chunk.iter().map(|key| {
            tokio::spawn(
                bed.s3
                    .put_object()
                    .bucket(&bed.bucket)
                    .key(key)
                    .body(b"x".to_vec().into())
                    .send(),
            )
        });
        for put in puts.collect::<Vec<_>>() {
            put.await.unwrap().unwrap();
        }
    }
    keys
}

async fn pages_of_a_hundred_hold_each_key_once_in_order(bed: &Bed) {
    let keys = fill(bed, 250).await;
    let (mut seen, mut sizes, mut token) = (Vec::new(), Vec::new(), None);
    loop {
        let call = bed
            .s3
            .list_objects_v2()
            .bucket(&bed.bucket)
            .prefix(bed.key("k"));
        let page = call
            .max_keys(100)
            .set_continuation_token(token)
            .send()
            .await
            .unwrap();
        sizes.push(page.contents().len());
        seen.extend(page.contents().iter().map(|o| o.key().unwrap().to_owned()));
        token = page.next_continuation_token().map(str::to_owned);
        assert_eq!(token.is_some(), page.is_truncated().unwrap_or(false));
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen, keys);
    assert_eq!(sizes, [100, 100, 50]);
}

async fn a_delimiter_groups(bed: &Bed) {
    for name in ["a.txt", "b/1", "b/2", "c/1/x", "d.txt"] {
        bed.put(&bed.key(name), "x").await;
    }
    let (mut keys, mut groups, mut token) = (Vec::new(), Vec::new(), None);
    loop {
        let call = bed
            .s3
            .list_objects_v2()
            .bucket(&bed.bucket)
            .prefix(bed.key(""))
            .delimiter("/");
        let page = call
            .max_keys(2)
            .set_continuation_token(token)
            .send()
            .await
            .unwrap();
        keys.extend(page.contents().iter().map(|o| o.key().unwrap().to_owned()));
        groups.extend(
            page.common_prefixes()
                .iter()
                .map(|p| p.prefix().unwrap().to_owned()),
        );
        token = page.next_continuation_token().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
    assert_eq!(keys, [bed.key("a.txt"), bed.key("d.txt")]);
    assert_eq!(groups, [bed.key("b/"), bed.key("c/")]);
}

async fn a_listing_can_start_later(bed: &Bed) {
    let keys = fill(bed, 5).await;
    let call = bed
        .s3
        .list_objects_v2()
        .bucket(&bed.bucket)
        .prefix(bed.key("k"));
    let page = call.start_after(&keys[2]).send().await.unwrap();
    let seen: Vec<&str> = page.contents().iter().map(|o| o.key().unwrap()).collect();
    assert_eq!(seen, &keys[3..]);
}
