use rgrid_shared::{digest::Digest, id::AccountId, job::Outcome, spec::BlobRef};
use sqlx::PgPool;

use super::{Known, find_or_claim, forget, store};
use crate::db::testing::{TestNode, account, let_leases_run_out, new_jobs, submit};

fn pack(name: &[u8]) -> BlobRef {
    let digest = Digest::of(name);
    BlobRef { digest, size: 7 }
}

async fn ask(node: &TestNode, me: AccountId, attempt: rgrid_shared::id::AttemptId) -> Known {
    let mut conn = node.db.acquire().await.unwrap();
    let key = Digest::of(b"numpy");
    find_or_claim(&mut conn, me, key, attempt).await.unwrap()
}

/// 50 jobs that need the same new set at once install it once.
#[sqlx::test]
async fn of_many_who_ask_at_once_one_installs_and_all_others_wait(db: PgPool) {
    let me = account(&db, 100).await;
    submit(&db, me, None, &new_jobs(50)).await;
    let node = TestNode::new(&db).await;
    let claimed = node.claim(50).await;
    let asked = claimed.iter().map(|job| ask(&node, me, job.attempt));
    let known = futures_util::future::join_all(asked).await;
    let yours = known.iter().filter(|known| **known == Known::Yours);
    assert_eq!(yours.count(), 1);
    let others = known.iter().filter(|known| **known == Known::Another);
    assert_eq!(others.count(), 49);
}

#[sqlx::test]
async fn a_set_whose_installer_is_gone_is_the_next_ones_to_install(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(3)).await;
    let node = TestNode::new(&db).await;
    let (first, second) = (
        node.claim_one().await.attempt,
        node.claim_one().await.attempt,
    );
    assert_eq!(ask(&node, me, first).await, Known::Yours);
    // Who asks again has it still.
    assert_eq!(ask(&node, me, first).await, Known::Yours);
    assert_eq!(ask(&node, me, second).await, Known::Another);
    let message = "no such package".to_owned();
    node.end(first, Outcome::Dependencies { message }).await;
    assert_eq!(ask(&node, me, second).await, Known::Yours);
    let_leases_run_out(&db).await;
    let mut conn = db.acquire().await.unwrap();
    crate::db::finish::give_up_leases(&mut conn, 10)
        .await
        .unwrap();
    drop(conn);
    let third = node.claim_one().await.attempt;
    assert_eq!(ask(&node, me, third).await, Known::Yours);
}

#[sqlx::test]
async fn a_stored_pack_is_everybodys_of_the_account_and_nobody_elses(db: PgPool) {
    let (me, other) = (account(&db, 10).await, account(&db, 10).await);
    submit(&db, me, None, &new_jobs(1)).await;
    submit(&db, other, None, &new_jobs(1)).await;
    let node = TestNode::new(&db).await;
    let (first, second) = (node.claim_one().await, node.claim_one().await);
    let key = Digest::of(b"numpy");
    let mut conn = db.acquire().await.unwrap();
    for named in [b"one", b"two"] {
        let told = (first.attempt, pack(named));
        store(&mut conn, me, key, told).await.unwrap();
    }
    let stored = Known::Stored(pack(b"one"));
    assert_eq!(
        ask(&node, me, second.attempt).await,
        stored,
        "the first stays"
    );
    assert_eq!(ask(&node, other, second.attempt).await, Known::Yours);
    forget(&mut conn, me, key, (second.attempt, Digest::of(b"two")))
        .await
        .unwrap();
    assert_eq!(ask(&node, me, second.attempt).await, stored);
    forget(&mut conn, me, key, (second.attempt, Digest::of(b"one")))
        .await
        .unwrap();
    // Who found it broken does it again, whatever its first installer is at now.
    assert_eq!(ask(&node, me, first.attempt).await, Known::Another);
    assert_eq!(ask(&node, me, second.attempt).await, Known::Yours);
}

/// Its command may run for days after what it installed could not be stored.
#[sqlx::test]
async fn who_is_at_it_for_longer_than_installing_takes_has_given_it_up(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(2)).await;
    let node = TestNode::new(&db).await;
    let (first, second) = (node.claim_one().await, node.claim_one().await);
    assert_eq!(ask(&node, me, first.attempt).await, Known::Yours);
    for (minutes, known) in [(29, Known::Another), (31, Known::Yours)] {
        sqlx::query("update package_sets set claimed_at = now() - make_interval(mins => $1)")
            .bind(minutes)
            .execute(&db)
            .await
            .unwrap();
        assert_eq!(ask(&node, me, second.attempt).await, known);
    }
    assert_eq!(ask(&node, me, first.attempt).await, Known::Another);
}
