//! Objects that come in parts.

mod steps;

use aws_sdk_s3::types::CompletedPart;

use super::bed::{Bed, both, noise};
use steps::{PART, begin, complete, send};

both!(
    parts_become_one_object,
    a_part_sent_again_replaces_the_first,
    an_abandoned_upload_is_found_and_given_up,
    an_upload_is_bound_to_its_key,
    parts_that_were_never_sent_are_refused,
);

async fn parts_become_one_object(bed: &Bed) {
    let (key, bytes) = (bed.key("in parts"), noise(3 * PART));
    let id = begin(bed, &key).await;
    let mut parts = Vec::new();
    for (number, part) in (1..).zip(bytes.chunks(PART)) {
        parts.push(send(bed, &key, &id, number, part).await);
    }
    let call = bed
        .s3
        .list_parts()
        .bucket(&bed.bucket)
        .key(&key)
        .upload_id(&id);
    let listed = call.send().await.unwrap();
    let numbers: Vec<i32> = listed
        .parts()
        .iter()
        .filter_map(aws_sdk_s3::types::Part::part_number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(
        bed.get(&key).await,
        None,
        "nothing is visible before the end"
    );
    complete(bed, &key, &id, parts).await.unwrap();
    assert!(bed.get(&key).await.unwrap() == bytes);
}

async fn a_part_sent_again_replaces_the_first(bed: &Bed) {
    let key = bed.key("again");
    let id = begin(bed, &key).await;
    send(bed, &key, &id, 1, b"wrong").await;
    let part = send(bed, &key, &id, 1, b"right").await;
    complete(bed, &key, &id, vec![part]).await.unwrap();
    assert_eq!(bed.get(&key).await.unwrap(), b"right");
}

async fn an_abandoned_upload_is_found_and_given_up(bed: &Bed) {
    let key = bed.key("abandoned");
    let id = begin(bed, &key).await;
    send(bed, &key, &id, 1, b"half").await;
    let find = || async {
        let call = bed
            .s3
            .list_multipart_uploads()
            .bucket(&bed.bucket)
            .prefix(&key);
        let found = call.send().await.unwrap();
        found
            .uploads()
            .iter()
            .map(|u| u.upload_id().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(find().await, std::slice::from_ref(&id));
    let call = bed
        .s3
        .abort_multipart_upload()
        .bucket(&bed.bucket)
        .key(&key)
        .upload_id(&id);
    call.send().await.unwrap();
    assert!(find().await.is_empty());
    assert_eq!(bed.get(&key).await, None);
}

async fn an_upload_is_bound_to_its_key(bed: &Bed) {
    let id = begin(bed, &bed.key("mine")).await;
    for wrong in ["../../etc", "00000000000000000000000000000000"] {
        let part = CompletedPart::builder()
            .part_number(1)
            .e_tag("\"x\"")
            .build();
        let status = complete(bed, &bed.key("mine"), wrong, vec![part])
            .await
            .unwrap_err();
        assert!((400..500).contains(&status), "{status}");
    }
    let part = send(bed, &bed.key("mine"), &id, 1, b"x").await;
    assert!(
        complete(bed, &bed.key("theirs"), &id, vec![part])
            .await
            .is_err()
    );
    assert_eq!(bed.get(&bed.key("theirs")).await, None);
}

async fn parts_that_were_never_sent_are_refused(bed: &Bed) {
    let key = bed.key("holes");
    let id = begin(bed, &key).await;
    let part = CompletedPart::builder()
        .part_number(2)
        .e_tag("\"0123\"")
        .build();
    let status = complete(bed, &key, &id, vec![part]).await.unwrap_err();
    assert!((400..500).contains(&status), "{status}");
}
