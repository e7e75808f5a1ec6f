//! The description of the API is made from its code, and so is the list of errors.

use std::fmt::Write as _;

use rgrid_control_plane::router;
use rgrid_shared::error::{ErrorCode, exit};
use sqlx::PgPool;

use crate::support::TestApp;

#[sqlx::test]
async fn the_server_describes_itself_to_anyone(db: PgPool) {
    let client = TestApp::new(db).stranger("");
    let api: serde_json::Value = client.get("/openapi.json").await.json(200);
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
