//! The one connection that listens.

use std::time::Duration;

use sqlx::{
    PgPool,
    postgres::{PgListener, PgNotification},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Topic, Wake};

/// Log bytes have a channel of their own, so that who follows everything else is not woken by each line.
const LOG: &str = "rgrid_log";
const CHANNELS: [&str; 5] = ["rgrid_queue", "rgrid_job", LOG, "rgrid_batch", "rgrid_node"];
/// The pause before a broken connection is made again.
const AGAIN: Duration = Duration::from_millis(500);

/// Listens until `stopping`; makes the connection again whenever it breaks.
pub async fn listen(wake: Wake, db: PgPool, stopping: CancellationToken) {
    let forever = async {
        loop {
            if let Err(error) = listen_once(&wake, &db).await {
                tracing::warn!(%error, "the connection for notifications broke; making it again");
            }
            tokio::time::sleep(AGAIN).await;
        }
    };
    tokio::select! {
        () = stopping.cancelled() => {}
        () = forever => {}
    }
}

async fn listen_once(wake: &Wake, db: &PgPool) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(db).await?;
    listener.listen_all(CHANNELS).await?;
    // What happened before we listened was heard by nobody.
    wake.wake_all();
    loop {
        match listener.try_recv().await? {
            Some(news) => pass_on(wake, &news),
            // The connection was lost and made again; what was said meanwhile is lost.
            None => wake.wake_all(),
        }
    }
}

fn pass_on(wake: &Wake, news: &PgNotification) {
    if news.channel() != LOG {
        wake.wake(Topic::Anything);
    }
    let topic: fn(Uuid) -> Topic = match news.channel() {
        "rgrid_job" | LOG => |id| Topic::Job(id.into()),
        "rgrid_batch" => |id| Topic::Batch(id.into()),
        "rgrid_node" => |id| Topic::Node(id.into()),
        _ => return wake.wake(Topic::Queue),
    };
    // Several ids go together, with commas between them.
    for id in news.payload().split(',') {
        let Ok(id) = Uuid::try_parse(id) else {
            tracing::warn!(channel = news.channel(), "a notification names no id");
            continue;
        };
        wake.wake(topic(id));
    }
}
