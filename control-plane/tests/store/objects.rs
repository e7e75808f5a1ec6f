//! Put, get, head, delete.

use std::collections::HashMap;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};

use super::bed::{Bed, both};

both!(
    what_is_put_is_got,
    the_second_put_replaces_the_first,
    type_and_metadata_come_back,
    a_deleted_object_is_gone_and_deleting_again_is_no_error,
    many_are_deleted_at_once,
    making_the_bucket_again_changes_nothing,
    an_unknown_bucket_is_an_error,
);

async fn what_is_put_is_got(bed: &Bed) {
    for name in [
        "plain",
        "with space",
        "ümläut/日本.txt",
        "a+b&c=d?e#f%20g",
        "'quote\"",
    ] {
        let key = bed.key(name);
        bed.put(&key, name).await;
        assert_eq!(bed.get(&key).await.unwrap(), name.as_bytes(), "{name}");
    }
    bed.put(&bed.key("empty"), "").await;
    assert_eq!(bed.get(&bed.key("empty")).await.unwrap(), b"");
    assert_eq!(bed.get(&bed.key("none")).await, None);
}

async fn the_second_put_replaces_the_first(bed: &Bed) {
    let key = bed.key("twice");
    bed.put(&key, "first").await;
    let first = bed
        .s3
        .head_object()
        .bucket(&bed.bucket)
        .key(&key)
        .send()
        .await
        .unwrap();
    bed.put(&key, "the second").await;
    let second = bed
        .s3
        .head_object()
        .bucket(&bed.bucket)
        .key(&key)
        .send()
        .await
        .unwrap();
    assert_eq!(bed.get(&key).await.unwrap(), b"the second");
    assert_eq!(second.content_length(), Some(10));
    assert_ne!(first.e_tag(), second.e_tag());
}

async fn type_and_metadata_come_back(bed: &Bed) {
    let key = bed.key("labelled");
    let call = bed
        .s3
        .put_object()
        .bucket(&bed.bucket)
        .key(&key)
        .body(ByteStream::from_static(b"x"));
    call.content_type("text/csv")
        .metadata("origin", "here")
        .send()
        .await
        .unwrap();
    let head = bed
        .s3
        .head_object()
        .bucket(&bed.bucket)
        .key(&key)
        .send()
        .await
        .unwrap();
    assert_eq!(head.content_type(), Some("text/csv"));
    let wanted = HashMap::from([("origin".to_owned(), "here".to_owned())]);
    assert_eq!(head.metadata(), Some(&wanted));
    assert!(head.last_modified().unwrap().secs() > 1_700_000_000);
}

async fn a_deleted_object_is_gone_and_deleting_again_is_no_error(bed: &Bed) {
    let key = bed.key("gone");
    bed.put(&key, "x").await;
    for _ in 0..2 {
        bed.s3
            .delete_object()
            .bucket(&bed.bucket)
            .key(&key)
            .send()
            .await
            .unwrap();
        assert_eq!(bed.get(&key).await, None);
    }
    let head = bed
        .s3
        .head_object()
        .bucket(&bed.bucket)
        .key(&key)
        .send()
        .await
        .unwrap_err();
    assert!(head.as_service_error().unwrap().is_not_found());
}

async fn many_are_deleted_at_once(bed: &Bed) {
    let mut delete = Delete::builder();
    for n in 0..20 {
        bed.put(&bed.key(&format!("m{n}")), "x").await;
        let id = ObjectIdentifier::builder()
            .key(bed.key(&format!("m{n}")))
            .build()
            .unwrap();
        delete = delete.objects(id);
    }
    let call = bed
        .s3
        .delete_objects()
        .bucket(&bed.bucket)
        .delete(delete.build().unwrap());
    let done = call.send().await.unwrap();
    assert_eq!((done.deleted().len(), done.errors().len()), (20, 0));
    assert_eq!(bed.get(&bed.key("m7")).await, None);
}

async fn making_the_bucket_again_changes_nothing(bed: &Bed) {
    bed.put(&bed.key("kept"), "x").await;
    bed.blobs.ensure_bucket().await.unwrap();
    assert!(bed.get(&bed.key("kept")).await.is_some());
}

async fn an_unknown_bucket_is_an_error(bed: &Bed) {
    let call = bed.s3.get_object().bucket("no-such-bucket-here").key("x");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 404);
}
