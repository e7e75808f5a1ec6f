//! What can go wrong on one machine, as the failure of a command.

use rgrid_shared::error::exit;

use super::LocalError;
use crate::exit::Failure;

impl From<LocalError> for Failure {
    fn from(error: LocalError) -> Self {
        let mut failure = Self::local(error.to_string());
        if matches!(error, LocalError::AlreadyUp { .. }) {
            failure.exit = exit::CONFLICT;
            failure.kind = "CONFLICT";
        }
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
