//! Coming back to a batch: how far it is, live, then its files and its exit code.

use rgrid_shared::{client::Client, id::BatchId};

use super::AttachArgs;
use crate::{
    app::App,
    attach::leave::{Ending, Noun, Stage, Subject},
    commands::{
        download::{self, DownloadArgs},
        waiting, watching,
    },
    exit::{Failure, Result},
    ids::Which,
};

/// Watches it to its end and brings its files home.
pub(super) async fn follow(
    app: &App,
    client: &Client,
    id: BatchId,
    args: &AttachArgs,
) -> Result<()> {
    let which = Which::Batch(id);
    let subject = Subject::new(Noun::Batch, &id).on_interrupt(args.watch.on_interrupt);
    subject.stage.set(Stage::Running);
    let work = async {
        let looks = watching::looks(&app.printer, client, which, &subject);
        looks.await.map_err(|failure| subject.goes_on(failure))?;
        subject.stage.set(Stage::Fetching);
        download::fetch_all(app, client, which, &DownloadArgs::default()).await
    };
    match Box::pin(subject.attend(&app.printer, work)).await? {
        Ending::Done => waiting::verdict(&app.printer, client, which).await,
        Ending::Cancel(_) => {
            client.cancel_batch(id).await?;
            Err(Failure::cancelled(format!("{id} is cancelled")).hint(format!("rgrid status {id}")))
        }
    }
}
