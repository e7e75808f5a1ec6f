use std::time::Instant;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use super::*;

async fn is_woken(waiter: &mut Waiter) -> bool {
    let start = Instant::now();
    waiter.changed().await;
    start.elapsed() < POLL / 2
}

#[tokio::test]
async fn many_wakes_before_a_look_are_one() {
    let wake = Wake::default();
    let mut waiter = wake.waiter(Topic::Queue);
    for _ in 0..5 {
        wake.wake(Topic::Queue);
    }
    assert!(is_woken(&mut waiter).await);
    assert!(
        !is_woken(&mut waiter).await,
        "it looks by itself after a while"
    );
}

#[test]
fn what_nobody_waits_for_is_forgotten() {
    let wake = Wake::default();
    let topic = Topic::Job(JobId::new());
    let (one, two) = (wake.waiter(topic), wake.waiter(topic));
    drop(one);
    assert_eq!(wake.topics().len(), 1);
    drop(two);
    assert_eq!(wake.topics().len(), 0);
    wake.wake(topic);
}

/// Notifications reach exactly those who wait for their topic, also after the connection was lost.
#[sqlx::test]
async fn news_of_the_database_wake_those_who_wait_for_them(db: PgPool) {
    let wake = Wake::default();
    let stopping = CancellationToken::new();
    let (job, node) = (JobId::new(), NodeId::new());
    let mut queue = wake.waiter(Topic::Queue);
    let mut mine = wake.waiter(Topic::Job(job));
    let mut cancels = wake.waiter(Topic::Node(node));
    let mut anything = wake.waiter(Topic::Anything);
    let listening = tokio::spawn(listen(wake.clone(), db.clone(), stopping.clone()));
    // Everybody is woken once, when the listening begins.
    for waiter in [&mut queue, &mut mine, &mut cancels, &mut anything] {
        assert!(is_woken(waiter).await);
    }
    let say = |channel: &'static str, payload: String| {
        sqlx::query("select pg_notify($1, $2)")
            .bind(channel)
            .bind(payload)
            .execute(&db)
    };
    say("rgrid_log", job.uuid().to_string()).await.unwrap();
    assert!(is_woken(&mut mine).await);
    assert!(
        !is_woken(&mut anything).await,
        "a line of a log is no change"
    );
    say("rgrid_job", job.uuid().to_string()).await.unwrap();
    assert!(is_woken(&mut mine).await);
    assert!(is_woken(&mut anything).await);
    say("rgrid_node", node.uuid().to_string()).await.unwrap();
    assert!(is_woken(&mut cancels).await);
    say("rgrid_job", "nonsense".to_owned()).await.unwrap();
    let other = "select pg_terminate_backend(pid) from pg_stat_activity
                 where query ilike 'listen%' and datname = current_database()";
    sqlx::query(other).execute(&db).await.unwrap();
    assert!(
        is_woken(&mut queue).await,
        "a lost connection may have lost news"
    );
    say("rgrid_queue", String::new()).await.unwrap();
    assert!(is_woken(&mut queue).await);
    stopping.cancel();
    listening.await.unwrap();
}
