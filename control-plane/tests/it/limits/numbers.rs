//! The largest numbers that a job's spec may have.

use rgrid_shared::limits::{
    MAX_BLOB_BYTES, MAX_CPU_MILLIS, MAX_PIDS, MAX_RESOURCE_BYTES, MAX_RETRIES, MAX_TIMEOUT_S,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::spec::is_taken;
use crate::support::{TestApp, TestStore, input};

/// The fields and the most of each.
fn numbers() -> [(&'static str, u64); 7] {
    [
        ("inputs[0].size", MAX_BLOB_BYTES),
        ("timeout_s", MAX_TIMEOUT_S.into()),
        ("retries", MAX_RETRIES.into()),
        ("resources.cpu_millis", MAX_CPU_MILLIS.into()),
        ("resources.memory_bytes", MAX_RESOURCE_BYTES),
        ("resources.disk_bytes", MAX_RESOURCE_BYTES),
        ("resources.pids", MAX_PIDS.into()),
    ]
}

fn number(field: &str, n: u64) -> Value {
    if field == "inputs[0].size" {
        let blob = input("a", b"");
        return json!({"inputs": [{"path": "a", "digest": blob["digest"], "size": n}]});
    }
    match field.split_once('.') {
        Some((outer, inner)) => json!({outer: {inner: n}}),
        None => json!({field: n}),
    }
}

#[sqlx::test]
async fn the_largest_numbers_of_a_spec_are_taken_and_one_more_is_named(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    for (field, most) in numbers() {
        for n in [most, most + 1] {
            let taken = is_taken(&client, field, number(field, n)).await;
            assert_eq!(taken, n == most, "{field}: {n}");
        }
    }
}
