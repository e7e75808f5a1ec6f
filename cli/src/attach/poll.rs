//! Reading a log by plain requests.

use rgrid_shared::{
    client::{Client, ClientError},
    id::JobId,
};

use super::{Ended, Show};
use crate::exit::{Failure, Result};

/// Reads the log by plain requests as far as it goes.
pub(super) async fn poll(
    client: &Client,
    id: JobId,
    show: &mut Show,
) -> Result<Option<Ended>, ClientError> {
    loop {
        let page = client.logs(id, show.cursor()).await?;
        let before = show.cursor();
        for chunk in &page.chunks {
            if show
                .bytes(chunk.attempt, chunk.pos, chunk.stream, &chunk.data.0)
                .is_err()
            {
                break;
            }
        }
        if page.end {
            let job = client.job(id).await?;
            let artifacts = client.artifacts(id).await?.artifacts;
            return Ok(Some(Ended { job, artifacts }));
        }
        if show.cursor() == before {
            return Ok(None);
        }
    }
}

/// Shows what is there now.
///
/// # Errors
/// When the server refuses or cannot be reached.
pub async fn read(client: &Client, id: JobId, show: &mut Show) -> Result<()> {
    poll(client, id, show)
        .await
        .map(drop)
        .map_err(Failure::from)
}
