//! What the server refuses, as the failure of a command.

use rgrid_shared::error::{ApiError, ErrorCode};

use super::Failure;

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let mut failure = Self::new(error.code.as_str(), error.code.exit_code(), error.message);
        // The server's hint is for those who make requests by hand.
        if error.code == ErrorCode::Unauthenticated {
            let set = std::env::var_os("RGRID_API_KEY").is_some_and(|key| !key.is_empty());
            failure = failure.hint(if set {
                "RGRID_API_KEY is set here and wins over the profile: unset RGRID_API_KEY, or set a valid one"
            } else {
                "rgrid doctor    shows which server and key are used"
            });
        } else {
            failure.hints.extend(error.hint);
        }
        if !error.request_id.is_empty() {
            failure.request_id = Some(error.request_id);
        }
        failure
    }
}
