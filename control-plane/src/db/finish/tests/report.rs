use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    job::Outcome,
    path::RelPath,
    wire::{artifacts::Artifact, node::Usage},
};
use sqlx::PgPool;

use crate::db::{
    finish::Verdict,
    testing::{TestNode, account, check_counters, new_jobs, report, result, submit},
};

/// The runner repeats its report until it is accepted: the job still has one result.
#[sqlx::test]
async fn a_report_is_accepted_as_often_as_it_comes_and_stored_once(db: PgPool) {
    let me = account(&db, 10).await;
    let job = submit(&db, me, None, &new_jobs(1)).await[0];
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    for _ in 0..2 {
        assert_eq!(node.succeed(attempt).await, Verdict::Accepted);
    }
    let failed = Outcome::Exited { code: 2 };
    assert_eq!(node.end(attempt, failed).await, Verdict::Accepted);
    assert_eq!(result(&db, job).await, Some(("succeeded".to_owned(), None)));
    check_counters(&db).await;
}

#[sqlx::test]
async fn reports_that_race_each_other_make_one_result(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let attempt = node.claim_one().await.attempt;
    let both = tokio::join!(node.succeed(attempt), node.succeed(attempt));
    assert_eq!(both, (Verdict::Accepted, Verdict::Accepted));
    check_counters(&db).await;
}

#[sqlx::test]
async fn many_reports_are_stored_together_and_judged_apart(db: PgPool) {
    let (me, other) = (account(&db, 10).await, account(&db, 10).await);
    submit(&db, me, None, &new_jobs(3)).await;
    submit(&db, other, None, &new_jobs(2)).await;
    let node = TestNode::new(&db).await;
    let claimed = node.claim(5).await;
    let mut reports: Vec<_> = claimed
        .iter()
        .map(|claimed| report(claimed.attempt, Outcome::Exited { code: 0 }))
        .collect();
    reports.insert(2, report(AttemptId::new(), Outcome::Oom));
    reports.push(report(claimed[0].attempt, Outcome::Oom));
    let verdicts = node.finish(&reports).await;
    let fenced = verdicts
        .iter()
        .position(|verdict| *verdict == Verdict::Fenced);
    assert_eq!((verdicts.len(), fenced), (7, Some(2)));
    check_counters(&db).await;
}

#[sqlx::test]
async fn a_result_keeps_what_the_attempt_brought_home(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let mut report = report(
        node.claim_one().await.attempt,
        Outcome::Signaled { signal: 9 },
    );
    report.artifacts = ["a.txt", "new/b c.txt"]
        .map(|path| Artifact {
            path: RelPath::new(path).unwrap(),
            digest: Digest::of(path.as_bytes()),
            size: 7,
            executable: path.starts_with('a'),
        })
        .to_vec();
    (report.log_bytes, report.log_truncated) = (12, true);
    assert_eq!(node.finish(&[report]).await, [Verdict::Accepted]);
    let kept: (String, i16, String, i64, bool) =
        sqlx::query_as("select state, exit_code, message, log_bytes, log_truncated from results")
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!(
        kept,
        ("failed".into(), 137, "ended by signal 9".into(), 12, true)
    );
    let paths: Vec<String> = sqlx::query_scalar("select path from artifacts order by path")
        .fetch_all(&db)
        .await
        .unwrap();
    assert_eq!(paths, ["a.txt", "new/b c.txt"]);
}

/// An attempt costs its time at the rate of its start, but no more time than has passed (R-C9).
#[sqlx::test]
async fn an_attempt_costs_the_time_it_had_and_no_more(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(2)).await;
    let node = TestNode::new(&db).await;
    let claimed = node.claim(2).await;
    sqlx::query("update queue set started_at = now() - interval '100 s'")
        .execute(&db)
        .await
        .unwrap();
    for (claimed, duration_ms) in claimed.iter().zip([50_000, 1 << 50]) {
        let mut report = report(claimed.attempt, Outcome::Exited { code: 1 });
        report.usage = Usage {
            duration_ms,
            ..Usage::default()
        };
        node.finish(&[report]).await;
    }
    let costs: Vec<(i64, i64)> =
        sqlx::query_as("select duration_ms, cost_micros from results order by duration_ms")
            .fetch_all(&db)
            .await
            .unwrap();
    // 50 s of one vCPU and of a 1,024th GiB at 389 and 195 nanos.
    assert_eq!(costs[0], (50_000, 20));
    assert!(
        (100_000..102_000).contains(&costs[1].0) && (39..41).contains(&costs[1].1),
        "{costs:?}"
    );
}

#[sqlx::test]
async fn a_message_that_no_text_column_can_hold_is_cleaned(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let message = format!("bad\0image{}", "x".repeat(100_000));
    let outcome = Outcome::Image { message };
    assert_eq!(
        node.end(node.claim_one().await.attempt, outcome).await,
        Verdict::Accepted
    );
    let kept: String = sqlx::query_scalar("select message from results")
        .fetch_one(&db)
        .await
        .unwrap();
    assert!(kept.starts_with("badimagex") && kept.len() == 4_000);
}
