//! What follows a job's end: its files, a hint when one was missing, and the exit code.

use super::{super::notes, Run};
use crate::{
    attach::{Ended, verdict},
    exit::{Failure, Result},
    hint,
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
        Fetcher::new(self.client)?
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
        self.hint_at_missed_files(ended, tail);
        if verdict::is_own_exit(&ended.job) && !self.printer.has_reader() {
            // Elsewhere a script's own failure is as silent as it would be here.
            return Err(Failure::ended(verdict::exit_code(&ended.job)));
        }
        self::verdict(ended, tail)
    }

    fn hint_at_missed_files(&self, ended: &Ended, tail: &str) {
        if self.printer.json || !verdict::is_own_exit(&ended.job) {
            return;
        }
        let missed = hint::missed_files(tail, self.plan.places.cwd(), |name| {
            self.plan.files.has(name)
        });
        for name in notes::absent_in(tail, self.args, self.plan.places.cwd()) {
            let shown = crate::exit::quote(name.as_ref());
            self.printer
                .hint(format_args!("{shown} is not here, so it was not sent"));
        }
        for name in missed.iter().take(3) {
            let shown = crate::exit::quote(name.as_ref());
            self.printer.hint(format_args!(
                "{shown} is here but was not sent: rgrid run --input {shown} …"
            ));
        }
    }
}

/// The job's end as ours.
fn verdict(ended: &Ended, tail: &str) -> Result<()> {
    match verdict::exit_code(&ended.job) {
        0 => Ok(()),
        code => Err(Failure {
            message: verdict::unstarted(&ended.job, tail)
                .or_else(|| verdict::sentence(&ended.job))
                .unwrap_or_default(),
            hints: verdict::hints(&ended.job),
            ..Failure::ended(code)
        }),
    }
}
