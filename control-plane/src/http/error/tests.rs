use axum::response::IntoResponse;
use rgrid_shared::error::ErrorCode;

use super::Error;

#[test]
fn a_query_that_fails_tells_the_client_nothing_of_the_cause() {
    let told = Error::from(sqlx::Error::ColumnNotFound("secret_hash".into())).told();
    assert_eq!(told.code, ErrorCode::Internal);
    assert!(!format!("{told:?}").contains("secret_hash"));
}

#[test]
fn a_lost_connection_and_a_full_pool_are_worth_another_try() {
    let lost = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    for cause in [
        sqlx::Error::PoolTimedOut,
        sqlx::Error::Io(lost),
        sqlx::Error::PoolClosed,
    ] {
        assert_eq!(Error::from(cause).told().code, ErrorCode::Unavailable);
    }
}

#[test]
fn a_wrong_field_is_named_in_the_message_and_for_machines() {
    let error = Error::field("limit", "must be 1 to 1000");
    let told = error.told();
    assert_eq!(told.message, "limit: must be 1 to 1000");
    assert_eq!(told.details["fields"][0]["field"], "limit");
    let response = Error::field("a", "b").into_response();
    assert_eq!(response.status(), 422);
}

#[test]
fn faults_of_ours_and_damaged_blobs_tell_no_cause_and_a_silent_store_may_answer_later() {
    use crate::{auth::AuthError, blob::BlobError};
    let store = BlobError::Store {
        action: "read a blob",
        cause: "secret host".to_owned(),
    };
    let cases = [
        (Error::from(store), ErrorCode::Unavailable),
        (
            Error::from(BlobError::BadAccount("secret host".to_owned())),
            ErrorCode::Internal,
        ),
        (
            Error::Internal("secret host".to_owned()),
            ErrorCode::Internal,
        ),
        (
            Error::from(AuthError::Hash("secret host".to_owned())),
            ErrorCode::Internal,
        ),
        (
            Error::from(AuthError::Database(sqlx::Error::PoolTimedOut)),
            ErrorCode::Unavailable,
        ),
    ];
    for (error, code) in cases {
        let told = error.told();
        assert_eq!(told.code, code, "{told}");
        assert!(!format!("{told:?}").contains("secret host"));
    }
}
