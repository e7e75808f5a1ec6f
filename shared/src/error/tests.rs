use std::collections::BTreeSet;

use super::*;
use crate::spec::FieldError;

#[test]
fn codes_read_the_same_in_json_and_in_code() {
    for code in ErrorCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        assert!((200..600).contains(&code.http_status()));
    }
}

#[test]
fn every_exit_code_of_ours_is_in_the_table_once() {
    let table: BTreeSet<u8> = exit::TABLE.iter().map(|row| row.0).collect();
    assert_eq!(table.len(), exit::TABLE.len());
    for code in ErrorCode::ALL {
        assert!(table.contains(&code.exit_code()), "{code:?}");
    }
}

#[test]
fn the_body_says_what_why_and_what_next() {
    let error = ApiError::not_found("job", "job_x").hinted("rgrid list");
    insta::assert_json_snapshot!(ErrorBody { error }, @r#"
    {
      "error": {
        "code": "RESOURCE_NOT_FOUND",
        "message": "there is no job job_x",
        "hint": "rgrid list",
        "request_id": ""
      }
    }
    "#);
}

#[test]
fn a_validation_error_names_each_field() {
    let fields = [FieldError {
        field: "timeout_s".into(),
        message: "at least 1".into(),
    }];
    let error = ApiError::invalid(&fields);
    assert_eq!(error.to_string(), "timeout_s: at least 1");
    assert_eq!(error.details["fields"][0]["field"], "timeout_s");
}
