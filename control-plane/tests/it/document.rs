//! The description of the API is made from its code, and so is the list of errors.

use std::fmt::Write as _;

use rgrid_control_plane::router;
use rgrid_shared::{
    error::{ErrorCode, exit},
    id::{BatchId, JobId},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::TestApp;

/// The POSTs without an `Idempotency-Key`, and why a repeat of each does no harm.
const REPEATABLE: [(&str, &str); 5] = [
    ("/v1/blobs/commit", "what is verified stays verified"),
    ("/v1/blobs/uploads", "it signs addresses and makes nothing"),
    ("/v1/jobs/{id}/cancel", "what is cancelled stays cancelled"),
    (
        "/v1/batches/{id}/cancel",
        "what is cancelled stays cancelled",
    ),
    ("/v1/nodes/enrol", "the token makes one node, however often"),
];

/// Every POST of the API, and whether it says that it takes an `Idempotency-Key`.
fn posts() -> Vec<(String, bool)> {
    let api = serde_json::to_value(router::openapi()).unwrap();
    let paths = api["paths"].as_object().unwrap().iter();
    let posts = paths.filter_map(|(path, item)| Some((path, item.get("post")?)));
    let once = |post: &Value| {
        let mut named = post["parameters"].as_array().into_iter().flatten();
        named.any(|found| found["name"] == "Idempotency-Key" && found["in"] == "header")
    };
    posts
        .map(|(path, post)| (path.clone(), once(post)))
        .collect()
}

/// A new POST does not pass until it takes the key or says here why it need not.
#[test]
fn every_post_takes_an_idempotency_key_or_may_be_repeated() {
    let without = posts().into_iter().filter(|(_, once)| !once);
    let mut without: Vec<_> = without.map(|(path, _)| path).collect();
    let mut wanted = REPEATABLE.map(|(path, _)| path.to_owned());
    without.sort();
    wanted.sort();
    assert_eq!(without, wanted);
}

/// R-O6: what the description says of the key is so.
#[sqlx::test]
async fn every_post_that_says_so_reads_the_key(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    for (path, _) in posts().into_iter().filter(|(_, once)| *once) {
        let id = if path.starts_with("/v1/jobs") {
            JobId::new().to_string()
        } else {
            BatchId::new().to_string()
        };
        let path = path.replace("{id}", &id);
        let answer = client.post_once(&path, json!({}), "").await;
        answer.refuses("Idempotency-Key");
    }
}

#[sqlx::test]
async fn the_server_describes_itself_to_anyone(db: PgPool) {
    let client = TestApp::new(db).stranger("");
    let api: Value = client.get("/openapi.json").await.json(200);
    assert_eq!(api, serde_json::to_value(router::openapi()).unwrap());
}

#[test]
fn the_description_changes_only_on_purpose() {
    insta::assert_json_snapshot!("openapi", router::openapi());
}

/// `docs/ERRORS.md` is this list: a new code does not pass until it is written there.
#[test]
fn every_error_code_is_in_the_documentation() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/ERRORS.md");
    let kept = std::fs::read_to_string(file).unwrap();
    let (head, _) = kept.split_once("| code |").expect("a table of codes");
    let mut wanted = head.to_owned();
    wanted.push_str("| code | HTTP | exit code of `rgrid` | when |\n|---|---|---|---|\n");
    let api = serde_json::to_value(router::openapi()).unwrap();
    let meanings = api["components"]["schemas"]["ErrorCode"].to_string();
    for code in ErrorCode::ALL {
        let name = code.as_str();
        assert!(meanings.contains(name), "{name} is not in the description");
        let row = kept
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")));
        let when = row.and_then(|row| row.rsplit('|').nth(1)).unwrap_or(" ? ");
        let (http, exit) = (code.http_status(), code.exit_code());
        writeln!(wanted, "| `{name}` | {http} | {exit} |{when}|").unwrap();
    }
    wanted.push_str("\n## Exit codes of `rgrid`\n");
    wanted.push_str("\nAn attached run of one script exits with the script's own code (128 + N for signal N).\n");
    wanted.push_str("\n| exit code | when |\n|---|---|\n");
    for (code, when) in exit::TABLE {
        let when = when.replace('|', "\\|");
        writeln!(wanted, "| {code} | {when} |").unwrap();
    }
    assert_eq!(kept, wanted);
}
