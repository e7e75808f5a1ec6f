//! Writing only what is not there yet.

use aws_sdk_s3::primitives::ByteStream;

use super::bed::{Bed, both};

both!(
    an_object_that_must_not_exist_is_not_replaced,
    only_one_of_many_writers_makes_an_object_that_must_not_exist,
);

async fn an_object_that_must_not_exist_is_not_replaced(bed: &Bed) {
    let key = bed.key("once");
    let put = |text: &'static [u8]| {
        let call = bed
            .s3
            .put_object()
            .bucket(&bed.bucket)
            .key(&key)
            .if_none_match("*");
        call.body(ByteStream::from_static(text)).send()
    };
    put(b"first").await.unwrap();
    let refused = put(b"second").await.unwrap_err();
    assert_eq!(refused.raw_response().unwrap().status().as_u16(), 412);
    assert_eq!(bed.get(&key).await.unwrap(), b"first");
}

async fn only_one_of_many_writers_makes_an_object_that_must_not_exist(bed: &Bed) {
    let key = bed.key("race");
    let writers = (0..8).map(|n: u8| {
        let call = bed
            .s3
            .put_object()
            .bucket(&bed.bucket)
            .key(&key)
            .if_none_match("*");
        tokio::spawn(call.body(ByteStream::from(vec![n])).send())
    });
    let mut made = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        made.extend(writer.await.unwrap().ok());
    }
    assert_eq!(made.len(), 1);
}
