//! Log bytes are read in pages (R-C6).

use rgrid_shared::wire::logs::{LogCursor, LogPage, Stream};
use sqlx::PgPool;

use crate::support::{Client, TestApp, TestNode, spec};

async fn read(client: &Client, path: &str, query: &str) -> (String, LogPage) {
    let page: LogPage = client.get(&format!("{path}?{query}")).await.json(200);
    let bytes: Vec<u8> = page
        .chunks
        .iter()
        .flat_map(|chunk| chunk.data.0.to_vec())
        .collect();
    (String::from_utf8(bytes).unwrap(), page)
}

#[sqlx::test]
async fn a_cursor_reads_every_byte_once_while_the_log_grows(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let path = format!("/v1/jobs/{}/logs", client.submit(spec()).await.id);
    let (text, page) = read(&client, &path, "").await;
    assert_eq!((text.as_str(), page.end), ("", false));
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "hello ").await;
    node.log(&claimed, Stream::Stderr, 6, "oh ").await;
    let (text, page) = read(&client, &path, "").await;
    assert_eq!((text.as_str(), page.end), ("hello oh ", false));
    assert_eq!(page.next, LogCursor { attempt: 1, pos: 9 });
    node.log(&claimed, Stream::Stdout, 9, "world").await;
    node.exit(&claimed, 0).await;
    let (text, page) = read(&client, &path, "attempt=1&pos=9").await;
    assert_eq!((text.as_str(), page.end), ("world", false));
    let (text, page) = read(&client, &path, "attempt=1&pos=14").await;
    assert_eq!((text.as_str(), page.end), ("", true));
}

#[sqlx::test]
async fn a_page_may_begin_inside_a_piece_and_show_one_stream(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let path = format!("/v1/jobs/{}/logs", client.submit(spec()).await.id);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "0123456789").await;
    node.log(&claimed, Stream::Stderr, 10, "abc").await;
    let (text, page) = read(&client, &path, "attempt=1&pos=7").await;
    assert_eq!((text.as_str(), page.chunks[0].pos), ("789abc", 7));
    let (text, page) = read(&client, &path, "stream=stderr").await;
    assert_eq!((text.as_str(), page.next.pos), ("abc", 13));
    let (text, page) = read(&client, &path, "limit_bytes=1").await;
    assert_eq!((text.as_str(), page.next.pos), ("0", 1), "and no more");
}

#[sqlx::test]
async fn a_cursor_goes_on_to_the_next_attempt_after_the_last_byte_of_one(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let mut asked = spec();
    asked["retries"] = 1.into();
    let path = format!("/v1/jobs/{}/logs", client.submit(asked).await.id);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "one").await;
    node.exit(&claimed, 3).await;
    sqlx::query("update queue set run_after = now()")
        .execute(&db)
        .await
        .unwrap();
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "two").await;
    let (text, page) = read(&client, &path, "attempt=1").await;
    assert_eq!(
        (text.as_str(), page.next),
        ("one", LogCursor { attempt: 1, pos: 3 })
    );
    let (text, page) = read(&client, &path, "attempt=1&pos=3").await;
    assert_eq!(
        (text.as_str(), page.next),
        ("two", LogCursor { attempt: 2, pos: 3 })
    );
    let (text, _) = read(&client, &path, "").await;
    assert_eq!(text, "two", "without a cursor, the last attempt");
}

#[sqlx::test]
async fn a_wrong_parameter_is_named(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let path = format!("/v1/jobs/{}/logs", client.submit(spec()).await.id);
    for (query, field) in [
        ("stream=both", "stream"),
        ("pos=-1", "pos"),
        ("limit_bytes=0", "limit_bytes"),
        ("tail=3", "tail"),
    ] {
        client.get(&format!("{path}?{query}")).await.refuses(field);
    }
}

#[sqlx::test]
async fn the_end_of_a_log_is_read_without_the_rest(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let path = format!("/v1/jobs/{}/logs", client.submit(spec()).await.id);
    let (text, _) = read(&client, &path, "tail_bytes=5").await;
    assert_eq!(text, "");
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "0123456789").await;
    node.log(&claimed, Stream::Stderr, 10, "abc").await;
    let (text, page) = read(&client, &path, "tail_bytes=5").await;
    assert_eq!((text.as_str(), page.next.pos), ("89abc", 13));
    let (text, _) = read(&client, &path, "tail_bytes=100").await;
    assert_eq!(text, "0123456789abc");
}

/// The clocks of nodes differ; the database's is one.
#[sqlx::test]
async fn a_piece_has_the_time_at_which_it_was_stored_unless_it_is_from_before(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let path = format!("/v1/jobs/{}/logs", client.submit(spec()).await.id);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.log(&claimed, Stream::Stdout, 0, "a").await;
    let clock = "select stored_at <= clock_timestamp() and stored_at > clock_timestamp() - interval '1 minute' from log_chunks";
    let fits: bool = sqlx::query_scalar(clock).fetch_one(&db).await.unwrap();
    assert!(fits);
    let (_, page) = read(&client, &path, "").await;
    assert!(page.chunks[0].at.is_some());
    let forget = sqlx::query("update log_chunks set stored_at = null");
    forget.execute(&db).await.unwrap();
    let (_, page) = read(&client, &path, "").await;
    assert_eq!(page.chunks[0].at, None);
}
