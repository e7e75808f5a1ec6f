//! What follows a job's end: its files, what may have gone wrong, and the exit code.

use super::{Run, causes};
use crate::{
    attach::{Ended, verdict},
    exit::Result,
    home::Fetcher,
    table,
};

impl Run<'_> {
    pub(super) async fn finish(&self, ended: &Ended, tail: &str) -> Result<()> {
        let mut wanted = Vec::new();
        if !self.args.remote_only {
            for file in &ended.artifacts {
                wanted.extend(
                    self.layout
                        .place(&file.artifact)
                        .map(|goes| (file.clone(), goes)),
                );
            }
        }
        let paths: Vec<_> = wanted
            .iter()
            .map(|(_, goes)| goes.root.join(&goes.path))
            .collect();
        Fetcher::new(self.client)
            .fetch(ended.job.id, wanted, self.printer)
            .await?;
        if self.printer.json {
            self.printer
                .document(&serde_json::json!({ "job": ended.job, "outputs": paths }))?;
        } else if self.args.remote_only && !ended.artifacts.is_empty() {
            self.printer.tell(format_args!(
                "{} kept: rgrid download {}",
                table::count(ended.artifacts.len(), "output"),
                ended.job.id
            ));
        }
        if verdict::is_own_exit(&ended.job) {
            causes::hint(self.printer, self.args, self.plan, &ended.job, tail);
        }
        verdict::end(self.printer, &ended.job, tail)
    }
}
