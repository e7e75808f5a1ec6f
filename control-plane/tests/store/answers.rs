//! Answers that only few clients ask for, of our own store.

use aws_sdk_s3::{
    error::{ProvideErrorMetadata, SdkError},
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart, Delete, EncodingType, ObjectIdentifier},
};

use super::bed::Bed;

fn status<E: std::fmt::Debug + ProvideErrorMetadata>(
    error: &SdkError<E, aws_sdk_s3::config::http::HttpResponse>,
) -> u16 {
    error.raw_response().unwrap().status().as_u16()
}

#[tokio::test]
async fn buckets_are_made_and_listed() {
    let bed = Bed::embedded().await;
    let made = bed
        .s3
        .create_bucket()
        .bucket("second")
        .send()
        .await
        .unwrap();
    assert_eq!(made.location(), Some("/second"));
    let listed = bed.s3.list_buckets().send().await.unwrap();
    let names: Vec<_> = listed.buckets().iter().filter_map(|b| b.name()).collect();
    assert_eq!(names, ["rgrid", "second"]);
}

/// XML cannot hold every key; a client that knows asks for them as in a URL.
#[tokio::test]
async fn keys_are_listed_as_in_a_url_when_asked_for() {
    let bed = Bed::embedded().await;
    bed.put("odd key\u{1}", "x").await;
    bed.put("odd fold\u{2}er/x", "x").await;
    let call = bed.s3.list_objects_v2().bucket(&bed.bucket).prefix("odd ");
    let call = call.delimiter("/").encoding_type(EncodingType::Url);
    let page = call.send().await.unwrap();
    assert_eq!(page.contents()[0].key(), Some("odd%20key%01"));
    let group = page.common_prefixes()[0].prefix();
    assert_eq!(
        (group, page.prefix()),
        (Some("odd%20fold%02er/"), Some("odd%20"))
    );
}

#[tokio::test]
async fn reading_knows_conditions_and_ranges_of_a_head() {
    let bed = Bed::embedded().await;
    bed.put("k", "0123456789").await;
    let head = || bed.s3.head_object().bucket(&bed.bucket).key("k");
    let get = || bed.s3.get_object().bucket(&bed.bucket).key("k");
    let found = head().range("bytes=2-5").send().await.unwrap();
    assert_eq!(found.content_length(), Some(4));
    let etag = found.e_tag().unwrap();
    get().if_match(etag).send().await.unwrap();
    get().if_match("*").send().await.unwrap();
    let other = get().if_match("\"other\"").send().await.unwrap_err();
    assert_eq!(status(&other), 412);
    let same = get().if_none_match(etag).send().await.unwrap_err();
    assert_eq!(status(&same), 304);
    get().if_none_match("\"other\"").send().await.unwrap();
}

#[tokio::test]
async fn conditions_that_writing_does_not_know_are_refused_and_not_ignored() {
    let bed = Bed::embedded().await;
    let body = || ByteStream::from_static(b"x");
    let put = || {
        bed.s3
            .put_object()
            .bucket(&bed.bucket)
            .key("k")
            .body(body())
    };
    let only = put().if_match("\"x\"").send().await.unwrap_err();
    assert_eq!(status(&only), 501);
    let unless = put().if_none_match("\"x\"").send().await.unwrap_err();
    assert_eq!(status(&unless), 501);
    assert_eq!(bed.get("k").await, None);
}

#[tokio::test]
async fn of_many_to_delete_each_ends_on_its_own() {
    let bed = Bed::embedded().await;
    bed.put("k", "x").await;
    let delete = |quiet| {
        let id = ObjectIdentifier::builder().key("k").build().unwrap();
        let delete = Delete::builder().objects(id).quiet(quiet);
        delete.build().unwrap()
    };
    let quiet = bed.s3.delete_objects().bucket(&bed.bucket);
    let done = quiet.delete(delete(true)).send().await.unwrap();
    assert_eq!((done.deleted().len(), done.errors().len()), (0, 0));
    assert_eq!(bed.get("k").await, None);
    let nowhere = bed.s3.delete_objects().bucket("no-such-bucket");
    let done = nowhere.delete(delete(false)).send().await.unwrap();
    assert_eq!(done.errors()[0].code(), Some("NoSuchBucket"));
}

#[tokio::test]
async fn parts_that_cannot_become_an_object_are_refused() {
    let bed = Bed::embedded().await;
    let begin = bed
        .s3
        .create_multipart_upload()
        .bucket(&bed.bucket)
        .key("k");
    let id = begin.send().await.unwrap().upload_id.unwrap();
    let part = |number| {
        let call = bed.s3.upload_part().bucket(&bed.bucket).key("k");
        let call = call.upload_id(&id).part_number(number);
        call.body(ByteStream::from_static(b"small")).send()
    };
    let beyond = part(10_001).await.unwrap_err();
    assert_eq!(status(&beyond), 400);
    let mut parts = Vec::new();
    for number in 1..=2 {
        let sent = part(number).await.unwrap();
        let done = CompletedPart::builder().part_number(number);
        parts.push(done.set_e_tag(sent.e_tag).build());
    }
    let complete = |parts: Vec<CompletedPart>| {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts));
        let call = bed.s3.complete_multipart_upload().bucket(&bed.bucket);
        call.key("k").upload_id(&id).multipart_upload(parts.build())
    };
    let small = complete(parts.clone()).send().await.unwrap_err();
    assert_eq!(small.code(), Some("EntityTooSmall"));
    let backwards = parts.iter().rev().cloned().collect();
    let order = complete(backwards).send().await.unwrap_err();
    assert_eq!(order.code(), Some("InvalidPartOrder"));
    let none = complete(Vec::new()).send().await.unwrap_err();
    assert_eq!(none.code(), Some("MalformedXML"));
    let sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let one = complete(parts.drain(..1).collect()).checksum_sha256(sha256);
    let other = one.send().await.unwrap_err();
    assert_eq!(other.code(), Some("BadDigest"));
    assert_eq!(bed.get("k").await, None);
}
