//! One follower on a real socket, looked at from inside.

use std::time::{Duration, Instant};

use axum::{Router, extract::ws::WebSocketUpgrade, routing::any};
use futures_util::{SinkExt as _, StreamExt as _};
use rgrid_shared::{
    id::{AccountId, KeyId},
    spec::Secret,
};
use sqlx::PgPool;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{interval, timeout},
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite};

use super::{Follower, Gone};
use crate::{
    app::AppState,
    config::{Config, S3Config},
    http::auth::Caller,
};

type Client = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Both ends of a follower's socket.
async fn pair(db: PgPool) -> (Follower, Client) {
    let nowhere = S3Config::new("http://127.0.0.1:9", "none", Secret::new("none"));
    let config = Config::new(String::new(), ([127, 0, 0, 1], 0).into(), nowhere);
    let state = AppState::new(config, db).unwrap();
    let (sockets, mut opened) = mpsc::channel(1);
    let open = async move |upgrade: WebSocketUpgrade| {
        upgrade.on_upgrade(async move |socket| drop(sockets.send(socket).await))
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let routes = Router::new().route("/", any(open));
    tokio::spawn(axum::serve(listener, routes).into_future());
    let (client, _) = connect_async(url).await.unwrap();
    let caller = Caller {
        account: AccountId::new(),
        key: KeyId::new(),
        operator: false,
    };
    let socket = opened.recv().await.unwrap();
    (Follower::new(socket, state, caller), client)
}

/// Sends small events one after the other until `enough`.
async fn busy(follower: &mut Follower, enough: impl Fn(&Follower) -> bool) -> Result<(), Gone> {
    let sending = async {
        while !enough(follower) {
            follower.event(&"news").await?;
        }
        Ok(())
    };
    let sent = timeout(Duration::from_secs(10), sending).await;
    sent.expect("it goes on and on")
}

fn long_ago() -> Instant {
    Instant::now().checked_sub(Duration::from_secs(46)).unwrap()
}

#[sqlx::test]
async fn a_client_that_answers_no_ping_is_dropped_also_while_it_is_sent_something(db: PgPool) {
    let (mut follower, _client) = pair(db).await;
    follower.heard = long_ago();
    follower.pings = interval(Duration::from_millis(1));
    let gone = busy(&mut follower, |_| false).await.unwrap_err();
    assert_eq!(gone.reason, "the client is gone");
}

#[sqlx::test]
async fn a_word_of_the_client_counts_also_while_it_is_sent_something(db: PgPool) {
    let (mut follower, mut client) = pair(db).await;
    follower.heard = long_ago();
    let word = tungstenite::Message::text("I am here");
    client.send(word).await.unwrap();
    let heard = |follower: &Follower| follower.heard.elapsed() < Duration::from_secs(20);
    assert!(busy(&mut follower, heard).await.is_ok());
}

#[sqlx::test]
async fn a_client_that_is_sent_something_is_asked_whether_it_is_there(db: PgPool) {
    let (mut follower, mut client) = pair(db).await;
    follower.pings = interval(Duration::from_millis(1));
    let asked = async {
        loop {
            follower.event(&"news").await.unwrap();
            if client.next().await.unwrap().unwrap().is_ping() {
                return;
            }
        }
    };
    let asked = timeout(Duration::from_secs(10), asked).await;
    asked.expect("nobody asks");
}

#[sqlx::test]
async fn a_client_that_says_goodbye_is_let_go_also_while_it_is_sent_something(db: PgPool) {
    let (mut follower, mut client) = pair(db).await;
    client.close(None).await.unwrap();
    let gone = busy(&mut follower, |_| false).await.unwrap_err();
    assert_eq!(gone.reason, "the client is gone");
}

/// A key that is not there any more is as good as revoked, between two messages too.
#[sqlx::test]
async fn the_key_is_looked_at_again_between_two_messages(db: PgPool) {
    let (mut follower, _client) = pair(db).await;
    follower.checked = long_ago();
    let gone = busy(&mut follower, |_| false).await.unwrap_err();
    assert_eq!(gone.reason, "the key was revoked");
}

#[sqlx::test]
async fn a_database_that_fails_is_no_fault_of_the_client(db: PgPool) {
    let (mut follower, mut client) = pair(db.clone()).await;
    follower.checked = long_ago();
    db.close().await;
    let outcome = busy(&mut follower, |_| false).await;
    tokio::spawn(follower.close(outcome));
    let frame = client.next().await.unwrap().unwrap();
    let tungstenite::Message::Close(Some(frame)) = frame else {
        panic!("{frame:?}");
    };
    assert_eq!(u16::from(frame.code), 1013, "try again later");
    assert_eq!(frame.reason.as_str(), "the database does not answer now");
}

#[sqlx::test]
async fn a_stop_ends_the_sending_at_once(db: PgPool) {
    let (mut follower, _client) = pair(db).await;
    follower.state.stopping.cancel();
    let gone = busy(&mut follower, |_| false).await.unwrap_err();
    assert_eq!(gone.reason, "the server restarts: connect again");
}
