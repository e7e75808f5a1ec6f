use futures_util::SinkExt as _;
use rgrid_shared::wire::node::{FromNode, Hello, ToNode};
use sqlx::PgPool;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::server::Server;
use crate::db::testing::{account, hello, new_jobs, states, submit};

/// Every call is authenticated (R-C1).
#[sqlx::test]
async fn a_wrong_token_is_answered_401(db: PgPool) {
    let server = Server::start(&db).await;
    for token in ["rgn_wrong", "rgk_key", ""] {
        let Err(Error::Http(answer)) = server.open(token).await else {
            panic!("{token} opens the door");
        };
        assert_eq!(answer.status(), 401);
        assert!(answer.headers().contains_key("x-request-id"));
    }
}

#[sqlx::test]
async fn scenario_37_another_protocol_is_refused_with_a_sentence(db: PgPool) {
    let server = Server::start(&db).await;
    let mut runner = server.open(server.token.reveal()).await.unwrap();
    let hello = Hello {
        protocol: 99,
        ..hello()
    };
    runner.say(&FromNode::Hello(hello)).await;
    let why = runner.goodbye().await;
    assert!(why.contains("speaks protocol 2, the runner 99"), "{why}");
    let mut later = server.open(server.token.reveal()).await.unwrap();
    let words = r#"{"type":"hello","protocol":1,"all":"else","may":["differ"]}"#;
    later.0.send(Message::text(words)).await.unwrap();
    let why = later.goodbye().await;
    assert!(why.contains("speaks protocol 2, the runner 1"), "{why}");
}

#[sqlx::test]
async fn what_is_no_message_ends_the_conversation_with_a_reason(db: PgPool) {
    let server = Server::start(&db).await;
    let mut first = server.open(server.token.reveal()).await.unwrap();
    first.credit(1).await;
    assert_eq!(first.goodbye().await, "the first message must be Hello");
    for (message, why) in [
        (Message::text("{}"), "a message cannot be read"),
        (
            Message::text(r#"{"type":"dance"}"#),
            "a message cannot be read: unknown variant",
        ),
        (
            Message::binary(vec![1, 2]),
            "a binary message is not a log frame",
        ),
    ] {
        let mut runner = server.connect().await;
        runner.0.send(message).await.unwrap();
        let told = runner.goodbye().await;
        assert!(told.starts_with(why), "{told}");
    }
    let mut twice = server.connect().await;
    twice.say(&FromNode::Hello(hello())).await;
    assert_eq!(twice.goodbye().await, "a second Hello");
}

#[sqlx::test]
async fn a_message_beyond_the_limit_ends_the_conversation(db: PgPool) {
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    let large = "x".repeat(rgrid_shared::limits::MAX_NODE_MESSAGE_BYTES + 1);
    // The control plane hangs up while this is still being sent.
    let _ = runner.0.send(Message::text(large)).await;
    assert_eq!(states(&db).await, [0; 4]);
    server.connect().await.silence().await;
}

/// A node that comes back keeps what it still has; the rest is queued again at once.
#[sqlx::test]
async fn attempts_that_are_not_held_any_more_are_given_up(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(2)).await;
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(2).await;
    let kept = runner.assignment().await.attempt;
    runner.assignment().await;
    drop(runner);
    let stranger = rgrid_shared::id::AttemptId::new();
    let mut again = server.connect_holding(vec![kept, stranger]).await;
    assert_eq!(again.hear().await, ToNode::Fenced { attempt: stranger });
    assert_eq!(states(&db).await, [0, 0, 1, 1]);
    again.credit(1).await;
    let second = again.assignment().await;
    assert_eq!((second.number, second.attempt == kept), (2, false));
}
