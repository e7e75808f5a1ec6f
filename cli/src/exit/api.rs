//! What the server refuses, as the failure of a command.

use rgrid_shared::error::{ApiError, ErrorCode};

use super::Failure;

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let mut failure = Self::new(error.code.as_str(), error.code.exit_code(), error.message);
        // The server's hint is for those who make requests by hand.
        if error.code == ErrorCode::Unauthenticated {
            failure = failure.hint("rgrid doctor    shows which server and key are used");
        } else {
            failure.hints.extend(error.hint);
        }
        if !error.request_id.is_empty() {
            failure.request_id = Some(error.request_id);
        }
        failure
    }
}
