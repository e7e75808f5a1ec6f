//! Versions that meet on one database.

use rgrid_shared::{
    id::{AttemptId, JobId, NodeId},
    spec::Secret,
};
use sqlx::{ConnectOptions as _, PgPool, migrate::Migrator};
use uuid::{Uuid, uuid};

use crate::{
    Config,
    config::S3Config,
    db::{
        self, MIGRATIONS,
        finish::Verdict,
        testing::{TestNode, check_counters, hello, result, states},
    },
};

const RUNNING: Uuid = uuid!("00000000-0000-7000-8000-0000000000d1");
const QUEUED: Uuid = uuid!("00000000-0000-7000-8000-0000000000d2");
const HELD: Uuid = uuid!("00000000-0000-7000-8000-0000000000d3");
const ATTEMPT: Uuid = uuid!("00000000-0000-7000-8000-0000000000e1");
const NODE: Uuid = uuid!("00000000-0000-7000-8000-0000000000b1");

/// What runs when the tables are brought to this version goes on, and so does what waits.
///
/// The rows are those that version 5 wrote: what is here now cannot write them any more.
#[sqlx::test(migrations = false)]
async fn scenario_37_jobs_in_flight_survive_an_upgrade(db: PgPool) {
    let steps = MIGRATIONS.iter().filter(|step| step.version <= 5).cloned();
    let before = Migrator::with_migrations(steps.collect());
    before.run(&db).await.unwrap();
    let rows = include_str!("upgrade/in_flight_0005.sql");
    sqlx::raw_sql(rows).execute(&db).await.unwrap();
    MIGRATIONS.run(&db).await.unwrap();
    assert_eq!(states(&db).await, [0, 1, 1, 1]);
    let runs = AttemptId::from(ATTEMPT);
    let mut hello = hello();
    hello.held = vec![runs];
    let node = TestNode::back(&db, NodeId::from(NODE), &hello).await;
    assert_eq!(node.succeed(runs).await, Verdict::Accepted);
    for _ in 0..2 {
        let waited = node.claim_one().await;
        assert_eq!(node.succeed(waited.attempt).await, Verdict::Accepted);
    }
    for job in [RUNNING, QUEUED, HELD] {
        let ended = result(&db, JobId::from(job)).await;
        assert_eq!(ended, Some(("succeeded".to_owned(), None)), "{job}");
    }
    check_counters(&db).await;
}

/// A program that is older than its database does not touch it, and says what to start instead.
#[sqlx::test]
async fn scenario_37_an_older_control_plane_refuses_a_newer_database(db: PgPool) {
    let newer =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'later', true, '', 0)";
    sqlx::query(newer).execute(&db).await.unwrap();
    let s3 = S3Config::new("http://127.0.0.1:9", "none", Secret::new("none"));
    let url = db.connect_options().to_url_lossy();
    let config = Config::new(url, ([127, 0, 0, 1], 0).into(), s3);
    let told = db::open(&config).await.unwrap_err().to_string();
    assert!(told.contains("newer") && told.contains("9999"), "{told}");
}
