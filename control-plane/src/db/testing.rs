//! What the database tests share: accounts, batches and jobs made with few words.

mod nodes;

use rgrid_shared::{
    id::{AccountId, BatchId, JobId},
    spec::JobSpec,
};
use sqlx::PgPool;

pub(crate) use nodes::{TestNode, hello, let_leases_run_out, report, result};

use super::queue::{NewJob, enqueue};

/// A job as small as they come.
pub(crate) fn new_job() -> NewJob {
    NewJob {
        id: JobId::new(),
        cpu_millis: 1000,
        memory_bytes: 1 << 20,
        max_retries: 0,
        awaits: Vec::new(),
    }
}

/// `n` of them.
pub(crate) fn new_jobs(n: usize) -> Vec<NewJob> {
    (0..n).map(|_| new_job()).collect()
}

/// Makes an account that may run `max_running` jobs at the same time.
pub(crate) async fn account(db: &PgPool, max_running: i32) -> AccountId {
    let id = AccountId::new();
    sqlx::query("insert into accounts (id, name, max_running) values ($1, 'test', $2)")
        .bind(id.uuid())
        .bind(max_running)
        .execute(db)
        .await
        .unwrap();
    id
}

/// Makes a batch without its jobs.
pub(crate) async fn batch(db: &PgPool, account: AccountId, parallel: i32, total: i32) -> BatchId {
    let id = BatchId::new();
    sqlx::query(
        "insert into batches (id, account_id, parallel, total, free_slots) values ($1, $2, $3, $4, $3)",
    )
    .bind(id.uuid())
    .bind(account.uuid())
    .bind(parallel)
    .bind(total)
    .execute(db)
    .await
    .unwrap();
    id
}

/// Submits jobs as the API does: the rows of `jobs`, then the queue, in one transaction.
pub(crate) async fn submit(
    db: &PgPool,
    account: AccountId,
    batch: Option<BatchId>,
    jobs: &[NewJob],
) -> Vec<JobId> {
    let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
    let uuids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let spec = JobSpec::new("python", vec!["python3".to_owned()]);
    let mut tx = db.begin().await.unwrap();
    sqlx::query(
        "insert into jobs (id, account_id, batch_id, batch_index, spec, metadata, image)
         select id, $2, $3, case when $3 is not null then place - 1 end, $4, '{}', 'image'
         from unnest($1::uuid[]) with ordinality as t (id, place)",
    )
    .bind(&uuids)
    .bind(account.uuid())
    .bind(batch.map(BatchId::uuid))
    .bind(serde_json::to_value(&spec).unwrap())
    .execute(&mut *tx)
    .await
    .unwrap();
    enqueue(&mut tx, account, batch, jobs).await.unwrap();
    tx.commit().await.unwrap();
    ids
}

/// How many jobs are in each living state: awaiting, held, queued, running.
pub(crate) async fn states(db: &PgPool) -> [i64; 4] {
    let (a, h, q, r): (i64, i64, i64, i64) = sqlx::query_as(
        "select count(*) filter (where state = 'awaiting_input'), count(*) filter (where state = 'held'),
                count(*) filter (where state = 'queued'), count(*) filter (where state = 'running')
         from queue",
    )
    .fetch_one(db)
    .await
    .unwrap();
    [a, h, q, r]
}

/// Checks what must always be true of the counters that stand for rows.
pub(crate) async fn check_counters(db: &PgPool) {
    let wrong: Vec<String> = sqlx::query_scalar(
        "select 'account ' || a.account_id || ' says ' || a.active from account_queues a
         where a.active <> (select count(*) from queue q
                            where q.account_id = a.account_id and q.state in ('queued', 'running'))
         union all
         select 'batch ' || b.id || ' has free ' || b.free_slots from batches b
         where b.parallel - b.free_slots <> (select count(*) from queue q
                                             where q.batch_id = b.id and q.state in ('queued', 'running'))
         union all
         select 'batch ' || b.id || ' says ended ' || b.ended from batches b
         where b.ended <> (select count(*) from results r where r.batch_id = b.id)
         union all
         select 'job ' || j.id || ' is nowhere' from jobs j
         where not exists (select from queue q where q.job_id = j.id)
           and not exists (select from results r where r.job_id = j.id)
         union all
         select 'job ' || q.job_id || ' lives and has a result' from queue q join results r using (job_id)",
    )
    .fetch_all(db)
    .await
    .unwrap();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Waits until `task` waits for a lock that somebody else holds.
pub(crate) async fn waits_for_a_lock<T>(db: &PgPool, task: &tokio::task::JoinHandle<T>) {
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while sqlx::query_scalar::<_, i64>(waits)
        .fetch_one(db)
        .await
        .unwrap()
        == 0
    {
        assert!(!task.is_finished(), "it did not wait");
    }
}
