//! Reading a log by plain requests.

use rgrid_shared::{
    client::{Client, ClientError},
    id::JobId,
};

use super::{Ended, Show};
use crate::exit::{Failure, Result};

/// Why reading stopped.
pub(super) enum Stopped {
    /// The server did not answer, or refused.
    Asking(ClientError),
    /// What was read cannot be shown.
    Showing(Failure),
}

/// How far a page goes.
pub(super) enum Read {
    /// More may follow.
    On,
    /// There is no more yet.
    All,
    /// The job has ended.
    End(Box<Ended>),
}

impl From<ClientError> for Stopped {
    fn from(error: ClientError) -> Self {
        Self::Asking(error)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Asking(error) => error.into(),
            Stopped::Showing(failure) => failure,
        }
    }
}

/// Reads and shows one page.
pub(super) async fn page(client: &Client, id: JobId, show: &mut Show) -> Result<Read, Stopped> {
    let page = client.logs(id, show.cursor()).await?;
    let before = show.cursor();
    for chunk in &page.chunks {
        show.piece(chunk).map_err(Stopped::Showing)?;
    }
    if page.end {
        let job = client.job(id).await?;
        let artifacts = client.artifacts(id).await?.artifacts;
        return Ok(Read::End(Box::new(Ended { job, artifacts })));
    }
    Ok(if show.cursor() == before {
        Read::All
    } else {
        Read::On
    })
}

/// Shows what is there now.
///
/// # Errors
/// When the server refuses or cannot be reached, or a stream cannot be written to.
pub async fn read(client: &Client, id: JobId, show: &mut Show) -> Result<()> {
    while let Read::On = page(client, id, show).await? {}
    Ok(())
}
