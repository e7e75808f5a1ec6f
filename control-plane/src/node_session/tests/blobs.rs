pub(super) mod bed;

use std::time::Duration;

use bytes::Bytes;
use rgrid_shared::{
    digest::Digest,
    spec::BlobRef,
    wire::{
        blobs::Base64Bytes,
        node::{FromNode, Source, ToNode},
    },
};
use sqlx::PgPool;

use crate::db::testing::result;
use bed::Bed;

/// Small inputs ride along; large ones, and what is over the sum, come by URL (R-C5).
#[sqlx::test]
async fn small_inputs_ride_along_and_large_ones_are_fetched(db: PgPool) {
    let large = vec![7u8; rgrid_shared::limits::MAX_INLINE_BLOB_BYTES + 1];
    let bed = Bed::new(&db, &[b"small", &large]).await;
    let inline = Source::Inline(Base64Bytes(Bytes::from_static(b"small")));
    assert_eq!(bed.sources[0], inline);
    let Source::Get(url) = &bed.sources[1] else {
        panic!("{:?}", bed.sources[1])
    };
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let got = client
        .get(&url.url)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(got, large);
}

#[sqlx::test]
async fn small_outputs_ride_along_and_are_stored_before_the_end_is(db: PgPool) {
    let mut bed = Bed::new(&db, &[]).await;
    let mut report = bed.report(&[b"out"]);
    report.inline = vec![Base64Bytes(Bytes::from_static(b"out"))];
    let attempt = bed.attempt;
    assert_eq!(bed.finish(&report).await, ToNode::Accepted { attempt });
    assert!(bed.has(b"out").await);
    let known: i64 = sqlx::query_scalar("select count(*) from blobs join artifacts using (digest)")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(known, 1);
}

/// No end is accepted while an output of it is missing; uploaded ones are verified.
#[sqlx::test]
async fn an_end_waits_for_the_outputs_that_it_names(db: PgPool) {
    let mut bed = Bed::new(&db, &[]).await;
    let (attempt, digest) = (bed.attempt, Digest::of(b"large"));
    let report = bed.report(&[b"large"]);
    let missing = ToNode::BlobsMissing {
        attempt,
        digests: vec![digest],
    };
    assert_eq!(bed.finish(&report).await, missing);
    assert_eq!(result(&db, job(&db).await).await, None);
    let blob = BlobRef { digest, size: 5 };
    let ask = FromNode::RequestUploads {
        attempt,
        blobs: vec![blob],
    };
    bed.runner.say(&ask).await;
    let ToNode::Uploads { missing, .. } = bed.runner.hear().await else {
        panic!("no URLs")
    };
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let mut put = client.put(&missing[0].put.url).body("large");
    for (name, value) in &missing[0].put.headers {
        put = put.header(name, value);
    }
    assert_eq!(put.send().await.unwrap().status(), 200);
    assert_eq!(bed.finish(&report).await, ToNode::Accepted { attempt });
    // What is stored needs no URL any more; and the attempt is over.
    bed.runner.say(&ask).await;
    assert_eq!(bed.runner.hear().await, ToNode::Fenced { attempt });
}

async fn job(db: &PgPool) -> rgrid_shared::id::JobId {
    let id: uuid::Uuid = sqlx::query_scalar("select id from jobs")
        .fetch_one(db)
        .await
        .unwrap();
    id.into()
}

/// Bytes that ride along and are not as many as the report says are no output.
#[sqlx::test]
async fn an_output_of_another_size_than_its_bytes_is_missing(db: PgPool) {
    let mut bed = Bed::new(&db, &[]).await;
    let mut report = bed.report(&[b"out"]);
    report.artifacts[0].size = 4;
    report.inline = vec![Base64Bytes(Bytes::from_static(b"out"))];
    let missing = ToNode::BlobsMissing {
        attempt: bed.attempt,
        digests: vec![Digest::of(b"out")],
    };
    assert_eq!(bed.finish(&report).await, missing);
}

/// The script of a batch is read from the store once.
#[sqlx::test]
async fn the_same_small_bytes_twice_ride_along_twice(db: PgPool) {
    let bed = Bed::new(&db, &[b"same", b"same"]).await;
    let inline = Source::Inline(Base64Bytes(Bytes::from_static(b"same")));
    assert_eq!(bed.sources, [inline.clone(), inline]);
}
