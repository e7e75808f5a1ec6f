//! Part: items of a batch that are submitted together: all of them, a canary, or the rest.

use std::collections::HashSet;

use rgrid_shared::{
    id::BatchId,
    wire::submit::{SubmitBatch, SubmittedBatch},
};

use super::{
    Many, before::Before, collect::Collect, fail_fast::FailFast, going::Going, notes, outputs,
    report, summary::Summary,
};
use crate::{
    attach::leave::{Noun, Subject},
    exit::Result,
    home, table,
};

impl Many<'_> {
    /// Runs the items at `todo`, and reports.
    pub(super) async fn part(
        &mut self,
        before: Before,
        summary: Summary,
        todo: &[usize],
    ) -> Result<()> {
        match self.go(before, summary, todo).await? {
            Some(summary) => {
                notes::tell_refused(&self.app.printer, &summary.unwell, self.args, self.cwd);
                report::print(&self.app.printer, &summary)
            }
            None => Ok(()),
        }
    }

    /// Runs the item at `first` alone; when it does not succeed, the others are not started.
    pub(super) async fn canary(
        &mut self,
        before: Before,
        summary: Summary,
        first: usize,
        rest: usize,
    ) -> Result<Summary> {
        let printer = &self.app.printer;
        let others = table::count(rest, "other item");
        let Some(summary) = self.go(before, summary, &[first]).await? else {
            return Ok(Summary::new(outputs(self.args), self.args.remote_only));
        };
        if summary.is_well() {
            printer.tell(format_args!("the canary succeeded; {others} now"));
            return Ok(summary.behind());
        }
        printer.tell(format_args!(
            "the canary did not succeed; {others} not started"
        ));
        report::print(printer, &summary)?;
        Ok(summary)
    }

    /// Brings home what succeeded before, when that is all.
    pub(super) async fn nothing_new(&self, before: Before, summary: Summary) -> Result<()> {
        let mut collect = self.collector(&[], before, summary);
        if !self.args.detach {
            collect.reuse(self.client).await?;
            collect.summary.end(None);
        }
        report::print_reused(&self.app.printer, &collect.summary)
    }

    /// Submits the items at `todo` and follows them to their end, unless it is left at once.
    async fn go(
        &mut self,
        before: Before,
        mut summary: Summary,
        todo: &[usize],
    ) -> Result<Option<Summary>> {
        let submitted = self.submit(todo).await?;
        let id: BatchId = submitted.batch.id;
        summary.id = Some(id);
        let going = Going {
            client: self.client,
            printer: &self.printer,
            id,
            subject: Subject::new(Noun::Batch, &id).on_interrupt(self.args.watch.on_interrupt),
        };
        let missing = (submitted.missing, submitted.missing_total);
        let sending = going.send(&self.blobs, missing);
        let mut ended = None;
        let work = async {
            if self.args.detach {
                sending.await?;
                return going.detached().await;
            }
            let following = going.watch(self.collector(todo, before, summary));
            let ((), summary) = tokio::try_join!(sending, following)?;
            ended = Some(summary);
            Ok(())
        };
        Box::pin(going.attend(work)).await?;
        Ok(ended)
    }

    async fn submit(&mut self, todo: &[usize]) -> Result<SubmittedBatch> {
        let request = self.request(todo);
        let mut asked = self.app.asks(self.client.url());
        let answer = self.client.submit_batch(asked.key(), &request).await;
        let submitted = asked.hears(answer)?;
        self.app.remember(&submitted.batch.id.to_string());
        Ok(submitted)
    }

    fn request(&mut self, todo: &[usize]) -> SubmitBatch {
        let items = todo.iter().filter_map(|&at| self.wire.get(at).cloned());
        let items: Vec<_> = items.collect();
        let inputs = items.iter().flat_map(|item| &item.inputs);
        let installed = self.spec.dependencies.iter().flat_map(|said| &said.files);
        let needed: HashSet<_> = inputs
            .chain(&self.spec.inputs)
            .chain(installed)
            .map(|input| input.digest)
            .collect();
        SubmitBatch {
            spec: self.spec.clone(),
            items,
            parallel: self.args.at_a_time(),
            inline: self.blobs.inline_of(&needed),
        }
    }

    fn collector(&self, todo: &[usize], before: Before, summary: Summary) -> Collect {
        let folders = self.items.iter().map(|item| item.folder.clone());
        Collect {
            printer: self.printer.clone(),
            layout: home::Batch::new(outputs(self.args), self.args.flat),
            places: self.plan.places.clone(),
            folders: folders.collect(),
            todo: todo.to_vec(),
            before,
            summary,
            remote_only: self.args.remote_only,
            fail_fast: FailFast::new(self.args.guard.fail_fast, &self.app.printer),
        }
    }
}
