//! What a log promises, on a real database.

use bytes::Bytes;
use rgrid_shared::{
    id::AttemptId,
    limits::{MAX_LOG_BYTES, MAX_LOG_CHUNK_BYTES},
    wire::logs::{LogFrame, Stream},
};
use sqlx::PgPool;

use super::*;
use crate::db::testing::{TestNode, account, let_leases_run_out, new_jobs, submit};

fn frame(attempt: AttemptId, pos: u64, stream: Stream, data: &[u8]) -> LogFrame {
    LogFrame {
        attempt,
        number: 1,
        stream,
        pos,
        data: Bytes::copy_from_slice(data),
    }
}

async fn running(db: &PgPool) -> (TestNode, AttemptId) {
    let me = account(db, 10).await;
    submit(db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(db).await;
    let attempt = node.claim_one().await.attempt;
    (node, attempt)
}

async fn add(node: &TestNode, frames: &[LogFrame]) -> Appended {
    let mut conn = node.db.acquire().await.unwrap();
    append(&mut conn, node.id, frames[0].attempt, frames)
        .await
        .unwrap()
}

async fn rows(db: &PgPool) -> Vec<(i64, i16, Vec<u8>)> {
    sqlx::query_as("select pos, stream, data from log_chunks order by pos")
        .fetch_all(db)
        .await
        .unwrap()
}

#[sqlx::test]
async fn log_bytes_are_kept_in_order_with_their_streams(db: PgPool) {
    let (node, attempt) = running(&db).await;
    let out = |pos, data| frame(attempt, pos, Stream::Stdout, data);
    let frames = [
        out(0, b"ab"),
        out(2, b"c"),
        frame(attempt, 3, Stream::Stderr, b"E"),
        out(4, b"d"),
    ];
    assert_eq!(add(&node, &frames).await, Appended::Stored(5));
    let expected = [
        (0, 1, b"abc".to_vec()),
        (3, 2, b"E".to_vec()),
        (4, 1, b"d".to_vec()),
    ];
    assert_eq!(rows(&db).await, expected);
    let mut conn = db.acquire().await.unwrap();
    assert_eq!(stored(&mut conn, node.id, attempt).await.unwrap(), Some(5));
}

#[sqlx::test]
async fn a_repeated_chunk_changes_nothing(db: PgPool) {
    let (node, attempt) = running(&db).await;
    let frames = [frame(attempt, 0, Stream::Stdout, b"hello")];
    for _ in 0..3 {
        assert_eq!(add(&node, &frames).await, Appended::Stored(5));
    }
    let longer = [frame(attempt, 2, Stream::Stdout, b"llo, world")];
    assert_eq!(add(&node, &longer).await, Appended::Stored(12));
    let expected = [(0, 1, b"hello".to_vec()), (5, 1, b", world".to_vec())];
    assert_eq!(rows(&db).await, expected);
}

#[sqlx::test]
async fn what_follows_a_gap_is_refused(db: PgPool) {
    let (node, attempt) = running(&db).await;
    let out = |pos, data| frame(attempt, pos, Stream::Stdout, data);
    assert_eq!(add(&node, &[out(3, b"late")]).await, Appended::Stored(0));
    assert_eq!(
        add(&node, &[out(0, b"abc"), out(9, b"gap"), out(3, b"d")]).await,
        Appended::Stored(3)
    );
    assert_eq!(rows(&db).await, [(0, 1, b"abc".to_vec())]);
}

#[sqlx::test]
async fn only_the_node_that_has_the_attempt_may_write(db: PgPool) {
    let (node, attempt) = running(&db).await;
    let other = TestNode::new(&db).await;
    let frames = [frame(attempt, 0, Stream::Stdout, b"x")];
    assert_eq!(add(&other, &frames).await, Appended::Fenced);
    let_leases_run_out(&db).await;
    let mut conn = db.acquire().await.unwrap();
    crate::db::finish::give_up_leases(&mut conn, 10)
        .await
        .unwrap();
    drop(conn);
    assert_eq!(add(&node, &frames).await, Appended::Fenced);
    assert_eq!(rows(&db).await, []);
}

#[sqlx::test]
async fn two_connections_that_send_the_same_bytes_store_them_once(db: PgPool) {
    let (node, attempt) = running(&db).await;
    let whole = [frame(attempt, 0, Stream::Stdout, b"abcdef")];
    let halves = [
        frame(attempt, 0, Stream::Stdout, b"abc"),
        frame(attempt, 3, Stream::Stderr, b"def"),
    ];
    tokio::join!(add(&node, &whole), add(&node, &halves));
    let length: i64 = sqlx::query_scalar("select sum(length(data))::bigint from log_chunks")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(length, 6);
}

#[sqlx::test]
async fn a_log_beyond_its_limit_is_refused(db: PgPool) {
    let (node, attempt) = running(&db).await;
    sqlx::query("insert into log_chunks select job_id, 1, $1, 1, '\\x00' from queue")
        .bind(i64::try_from(MAX_LOG_BYTES).unwrap() - 1)
        .execute(&db)
        .await
        .unwrap();
    let frames = [frame(attempt, MAX_LOG_BYTES, Stream::Stdout, b"x")];
    assert_eq!(add(&node, &frames).await, Appended::TooLong);
}

#[sqlx::test]
async fn rows_stay_below_the_largest_chunk(db: PgPool) {
    let (node, attempt) = running(&db).await;
    let big = vec![7u8; MAX_LOG_CHUNK_BYTES * 2 + 5];
    add(&node, &[frame(attempt, 0, Stream::Stdout, &big)]).await;
    let sizes: Vec<_> = rows(&db).await.iter().map(|row| row.2.len()).collect();
    assert_eq!(sizes, [MAX_LOG_CHUNK_BYTES, MAX_LOG_CHUNK_BYTES, 5]);
}
