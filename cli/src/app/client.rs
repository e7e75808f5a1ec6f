//! What the client's errors are to a person: a sentence and the next thing to type.

use std::path::Path;

use rgrid_shared::client::ClientError;

use crate::exit::{Failure, quote};

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Api(error) => Self::from(*error),
            ClientError::Unreachable { ref url, .. } => {
                let local = ["127.0.0.1", "localhost", "[::1]"]
                    .iter()
                    .any(|host| url.contains(host));
                let failure = Self::unreachable(error.to_string());
                if local {
                    failure.hint("rgrid up -d    starts the server on this machine")
                } else {
                    failure.hint("rgrid doctor")
                }
            }
            ClientError::BadUrl(_) => Self::usage(error.to_string()),
            ClientError::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Self::local("cannot write a file: the disk is full")
                    .hint("free some space, then type it again")
            }
            ClientError::Io(_) => Self::local(error.to_string()),
            ClientError::Damaged(_) => Self::local(error.to_string()).hint("type it again"),
            ClientError::Strange { .. } => {
                Self::internal(error.to_string()).hint("rgrid --version    must fit the server's")
            }
        }
    }
}

impl Failure {
    /// A file that could not be sent to the store or fetched from it; what the store refuses is no
    /// fault of the key.
    #[must_use]
    pub fn transfer(verb: &str, path: &Path, error: ClientError) -> Self {
        let refused = matches!(error, ClientError::Api(_));
        let mut failure = Self::from(error);
        failure.message = format!("cannot {verb} {}: {}", quote(path), failure.message);
        if refused {
            failure = Self::unreachable(failure.message);
        }
        failure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-L11: a server that is not running is a sentence with the command that starts it.
    #[test]
    fn a_server_that_is_not_there_is_started_with_up() {
        let error = ClientError::Unreachable {
            url: "http://127.0.0.1:7430".into(),
            cause: "Connection refused (os error 111)".into(),
        };
        let failure = Failure::from(error);
        assert_eq!(failure.exit, rgrid_shared::error::exit::UNAVAILABLE);
        assert!(failure.hints[0].starts_with("rgrid up"));
        let away = ClientError::Unreachable {
            url: "https://rgrid.example".into(),
            cause: "x".into(),
        };
        assert_eq!(Failure::from(away).hints, ["rgrid doctor"]);
    }
}
