//! Versions that meet on one database.

use rgrid_shared::spec::Secret;
use sqlx::{ConnectOptions as _, PgPool, migrate::Migrator};

use crate::{
    Config,
    config::S3Config,
    db::{
        self, MIGRATIONS,
        finish::Verdict,
        testing::{TestNode, account, check_counters, new_jobs, result, states, submit},
    },
};

/// What runs when the tables are brought to this version goes on, and so does what waits.
#[sqlx::test(migrations = false)]
async fn scenario_37_jobs_in_flight_survive_an_upgrade(db: PgPool) {
    let steps: Vec<_> = MIGRATIONS.iter().cloned().collect();
    let (_, before) = steps.split_last().unwrap();
    let before = Migrator::with_migrations(before.to_vec());
    before.run(&db).await.unwrap();
    let me = account(&db, 10).await;
    let jobs = submit(&db, me, None, &new_jobs(2)).await;
    let node = TestNode::new(&db).await;
    let running = node.claim_one().await;
    MIGRATIONS.run(&db).await.unwrap();
    assert_eq!(states(&db).await, [0, 0, 1, 1]);
    assert_eq!(node.succeed(running.attempt).await, Verdict::Accepted);
    let waited = node.claim_one().await;
    assert_eq!(node.succeed(waited.attempt).await, Verdict::Accepted);
    for job in jobs {
        assert_eq!(result(&db, job).await, Some(("succeeded".to_owned(), None)));
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
