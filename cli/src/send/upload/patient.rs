//! Patient: questions about files that are asked again, so that a server that stumbles does not cost what was sent.

use std::time::Duration;

use rgrid_shared::client::ClientError;

use super::WAITS_MS;

/// Asks as long as a file is tried, when the same question may do better in a moment.
pub(super) async fn ask<T, F>(question: impl Fn() -> F) -> Result<T, ClientError>
where
    F: Future<Output = Result<T, ClientError>>,
{
    for wait in WAITS_MS {
        match question().await {
            Err(error) if error.is_transient() => {
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            answer => return answer,
        }
    }
    question().await
}
