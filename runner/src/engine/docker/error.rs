//! What Docker's errors mean to us.

use bollard::errors::Error;

use crate::engine::EngineError;

/// The error of an action: the daemon is away, or it said no.
pub(in crate::engine) fn engine(action: &str, error: &Error) -> EngineError {
    if let Error::DockerResponseServerError { message, .. } = error {
        return EngineError::Failed(format!("could not {action}: {message}"));
    }
    EngineError::Unavailable(format!("could not {action}: {}", words(error)))
}

/// Success also when the container is not there or does not run.
pub(in crate::engine) fn unless_gone(
    result: Result<(), Error>,
    action: &str,
) -> Result<(), EngineError> {
    let Err(error) = result else { return Ok(()) };
    // 404: no such container; 409: not running, or its removal is under way.
    if let Error::DockerResponseServerError {
        status_code: 404 | 409,
        ..
    } = &error
    {
        return Ok(());
    }
    Err(engine(action, &error))
}

/// Whether the thing is not there.
pub(in crate::engine) fn is_gone(error: &Error) -> bool {
    matches!(
        error,
        Error::DockerResponseServerError {
            status_code: 404,
            ..
        }
    )
}

/// Docker's own words, with the cause when there is one.
pub(in crate::engine) fn words(error: &Error) -> String {
    if let Error::DockerResponseServerError { message, .. } = error {
        return message.clone();
    }
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}
