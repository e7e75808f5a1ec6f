mod upgrade;

use sqlx::PgPool;

use super::{ensure_one, ensure_rows, may_pass};

#[test]
fn a_write_that_touched_other_rows_than_it_should_is_an_error() {
    ensure_one(1).unwrap();
    ensure_one(0).unwrap_err();
    ensure_one(2).unwrap_err();
    ensure_rows(3, 3).unwrap();
    ensure_rows(2, 3).unwrap_err();
}

/// Deadlocks, shutdowns and lost connections pass; what is wrong with a query stays wrong.
#[sqlx::test]
async fn the_database_says_which_of_its_failures_may_pass(db: PgPool) {
    let passes =
        |code: &str| format!("do $$ begin raise exception using errcode = '{code}'; end $$");
    for (code, may) in [
        ("40P01", true),
        ("57P01", true),
        ("08006", true),
        ("23505", false),
    ] {
        let sql = sqlx::AssertSqlSafe(passes(code));
        let error = sqlx::raw_sql(sql).execute(&db).await.unwrap_err();
        assert_eq!(may_pass(&error), may, "{code}: {error}");
    }
    assert!(!may_pass(&sqlx::Error::RowNotFound));
}
