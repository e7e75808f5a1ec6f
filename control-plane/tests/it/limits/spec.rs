//! The limits of a job's spec.

use rgrid_shared::{
    error::ErrorCode,
    limits::{
        MAX_ARGS, MAX_ARGS_BYTES, MAX_ENV, MAX_ENV_BYTES, MAX_INPUT_NAMES_BYTES, MAX_INPUTS,
        MAX_METADATA, MAX_METADATA_BYTES, MAX_NAME_BYTES, MAX_PATH_BYTES,
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::taken;
use crate::support::{Client, TestApp, TestStore, input, spec};

/// A field, the most of it, and the fields of a spec that has so much of it.
type Limit = (&'static str, usize, fn(usize) -> Value);

const WORDS: [Limit; 10] = [
    ("command", MAX_ARGS, |n| json!({"command": vec!["x"; n]})),
    (
        "command",
        MAX_ARGS_BYTES,
        |n| json!({"command": ["x".repeat(n)]}),
    ),
    ("env", MAX_ENV, |n| json!({"env": names(n)})),
    (
        "env",
        MAX_ENV,
        |n| json!({"env": {"A": "x"}, "secrets": names(n - 1)}),
    ),
    (
        "env",
        MAX_ENV_BYTES,
        |n| json!({"env": {"A": "x".repeat(n - 1)}}),
    ),
    ("metadata", MAX_METADATA, |n| json!({"metadata": names(n)})),
    (
        "metadata",
        MAX_METADATA_BYTES,
        |n| json!({"metadata": {"x".repeat(n): ""}}),
    ),
    (
        "metadata",
        MAX_METADATA_BYTES,
        |n| json!({"metadata": {"x": "x".repeat(n)}}),
    ),
    (
        "outputs",
        MAX_METADATA,
        |n| json!({"outputs": vec!["*"; n]}),
    ),
    (
        "outputs",
        MAX_PATH_BYTES,
        |n| json!({"outputs": ["*".repeat(n)]}),
    ),
];

const FILES: [Limit; 4] = [
    ("inputs", MAX_INPUTS, |n| {
        let inputs = (0..n).map(|at| input(&at.to_string(), b"x"));
        json!({"inputs": inputs.collect::<Vec<_>>()})
    }),
    (
        "inputs",
        MAX_INPUT_NAMES_BYTES,
        |n| json!({"inputs": paths(n)}),
    ),
    (
        "inputs[0].path",
        MAX_NAME_BYTES,
        |n| json!({"inputs": [input(&"x".repeat(n), b"")]}),
    ),
    (
        "inputs[0].path",
        MAX_PATH_BYTES,
        |n| json!({"inputs": [input(&deep(n), b"")]}),
    ),
];

fn names(n: usize) -> Value {
    let entries = (0..n).map(|at| (format!("n{at}"), json!("x")));
    Value::Object(entries.collect())
}

/// A path of so many bytes, of names as short as they come.
fn deep(n: usize) -> String {
    format!("{}{}", "a/".repeat(n / 2 - 1), "x".repeat(n % 2 + 2))
}

/// Files whose paths have so many bytes together.
fn paths(n: usize) -> Value {
    let path = |at: usize| format!("{at:0>6}{}", deep(MAX_PATH_BYTES - 6));
    let mut paths: Vec<_> = (0..n / MAX_PATH_BYTES).map(path).collect();
    paths.extend((!n.is_multiple_of(MAX_PATH_BYTES)).then(|| "z".repeat(n % MAX_PATH_BYTES)));
    paths.iter().map(|path| input(path, b"x")).collect()
}

pub(super) async fn is_taken(client: &Client, field: &str, change: Value) -> bool {
    let mut spec = spec();
    for (name, value) in change.as_object().unwrap() {
        spec[name] = value.clone();
    }
    let answer = client.post("/v1/jobs", json!({"spec": spec})).await;
    taken(
        &answer,
        ErrorCode::ValidationError,
        &format!("spec.{field}"),
    )
}

#[sqlx::test]
async fn what_a_spec_may_hold_is_taken_and_one_more_is_named(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    for (field, most, change) in WORDS.into_iter().chain(FILES) {
        assert!(
            is_taken(&client, field, change(most)).await,
            "{field}: {most}"
        );
        assert!(
            !is_taken(&client, field, change(most + 1)).await,
            "{field}: {most} + 1"
        );
    }
}
