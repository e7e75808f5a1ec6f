use rgrid_shared::wire::node::Hello;
use sqlx::PgPool;

use super::*;
use crate::db::testing::{TestNode, account, hello, new_job, new_jobs, states, submit};

fn seat(claims: &Claims, node: &TestNode, cpu_millis: u32) -> Seat {
    let hello = Hello {
        cpu_millis,
        ..hello()
    };
    claims.sit(node.id, node.session, &hello)
}

async fn given(seat: &mut Seat) -> usize {
    seat.given().await.unwrap().len()
}

#[sqlx::test]
async fn few_jobs_are_spread_over_the_nodes_that_want_some(db: PgPool) {
    let claims = Claims::new(db.clone());
    let me = account(&db, 100).await;
    let (one, two) = (TestNode::new(&db).await, TestNode::new(&db).await);
    let mut one = seat(&claims, &one, 4_000);
    let mut two = seat(&claims, &two, 4_000);
    one.want(10);
    two.want(10);
    submit(&db, me, None, &new_jobs(6)).await;
    claims.look();
    assert_eq!((given(&mut one).await, given(&mut two).await), (3, 3));
}

#[sqlx::test]
async fn nodes_of_different_sizes_get_what_fits_them(db: PgPool) {
    let claims = Claims::new(db.clone());
    let me = account(&db, 100).await;
    let small = TestNode::new(&db).await;
    let mut large = TestNode::new(&db).await;
    let says = Hello {
        cpu_millis: 8_000,
        ..hello()
    };
    large = TestNode::back(&db, large.id, &says).await;
    let mut wide = new_job();
    wide.cpu_millis = 6_000;
    submit(&db, me, None, &[wide, new_job()]).await;
    let mut little = seat(&claims, &small, 4_000);
    little.want(2);
    assert_eq!(given(&mut little).await, 1);
    let mut much = seat(&claims, &large, 8_000);
    much.want(2);
    assert_eq!(given(&mut much).await, 1);
    assert_eq!(states(&db).await, [0, 0, 0, 2]);
}

#[sqlx::test]
async fn what_is_wanted_is_given_as_soon_as_there_is_some_and_never_more(db: PgPool) {
    let claims = Claims::new(db.clone());
    let me = account(&db, 100).await;
    let node = TestNode::new(&db).await;
    let mut seat = seat(&claims, &node, 4_000);
    seat.want(3);
    seat.want(1);
    submit(&db, me, None, &new_jobs(2)).await;
    claims.look();
    assert_eq!(given(&mut seat).await, 2);
    submit(&db, me, None, &new_jobs(2)).await;
    claims.look();
    assert_eq!(given(&mut seat).await, 1);
    claims.look();
    seat.want(4);
    assert_eq!(given(&mut seat).await, 1);
    assert!(seat.leave().await.unwrap().is_empty());
}

#[sqlx::test]
async fn who_leaves_gets_what_was_taken_before_and_nothing_after(db: PgPool) {
    let claims = Claims::new(db.clone());
    let me = account(&db, 1_000).await;
    let node = TestNode::new(&db).await;
    submit(&db, me, None, &new_jobs(100)).await;
    let seat = seat(&claims, &node, 4_000);
    seat.want(70);
    tokio::task::yield_now().await;
    let taken = i64::try_from(seat.leave().await.unwrap().len()).unwrap();
    claims.look();
    drop(claims.0.round.lock().await);
    assert_eq!(states(&db).await, [0, 0, 100 - taken, taken]);
}

#[sqlx::test]
async fn a_database_that_is_gone_is_told_to_who_wants_jobs(db: PgPool) {
    let claims = Claims::new(db.clone());
    let node = TestNode::new(&db).await;
    let mut seat = seat(&claims, &node, 4_000);
    db.close().await;
    seat.want(1);
    assert!(seat.given().await.is_err());
}
