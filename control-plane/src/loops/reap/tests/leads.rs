use std::time::Instant;

use rgrid_shared::spec::Secret;
use sqlx::ConnectOptions as _;

use super::*;
use crate::{Config, config::S3Config, db};

/// Within this another leader follows; eight seconds are how it is made.
const PROMISE: Duration = Duration::from_secs(15);

/// One that stands still while it leads, stopped or cut off, leads no longer: its connection is closed for it.
#[sqlx::test]
async fn a_leader_that_stands_still_is_followed_by_another(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    TestNode::new(&db).await.claim(1).await;
    let_leases_run_out(&db).await;
    let s3 = S3Config::new("http://127.0.0.1:9", "none", Secret::new("none"));
    let url = db.connect_options().to_url_lossy();
    let config = Config::new(url, ([127, 0, 0, 1], 0).into(), s3);
    let still = db::open(&config).await.unwrap();
    let mut leading = still.begin().await.unwrap();
    assert!(leads(&mut leading, Chore::Reap).await.unwrap());
    let began = Instant::now();
    while tick(&db).await.unwrap() == Reaped::default() {
        assert!(began.elapsed() <= PROMISE, "nobody followed");
    }
    let took = began.elapsed();
    assert!(took <= PROMISE, "another followed after {took:?}");
    assert!(leading.commit().await.is_err(), "it does not lead any more");
    assert_eq!(states(&db).await, [0, 0, 1, 0]);
}
