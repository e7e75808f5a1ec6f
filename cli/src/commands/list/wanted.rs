//! Which jobs are listed, of those that the server lists.

use std::path::Path;

use chrono::{TimeDelta, Utc};
use rgrid_shared::{
    client::Client,
    id::JobId,
    wire::jobs::{Job, JobFilter, JobPage},
};

use super::ListArgs;
use crate::exit::Result;

/// How many are asked for at once where not every one is wanted.
const MANY: u32 = 1_000;

/// The newest jobs that are wanted, as many as are.
pub(super) async fn pages(client: &Client, args: &ListArgs) -> Result<JobPage> {
    let metadata = args.metadata.iter().cloned().collect();
    let most = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let mut all = JobPage {
        jobs: Vec::new(),
        next: None,
    };
    let mut before: Option<JobId> = None;
    loop {
        let have = u32::try_from(all.jobs.len()).unwrap_or(u32::MAX);
        let left = args.limit.saturating_sub(have).min(MANY);
        let filter = JobFilter {
            state: args.state,
            batch: args.batch,
            before,
            limit: Some(if args.script.is_some() { MANY } else { left }),
        };
        let page = client.list_jobs(&filter, &metadata).await?;
        let empty = page.jobs.is_empty();
        for job in page.jobs {
            if args.is_too_old(&job) {
                all.next = None;
                return Ok(all);
            }
            if all.jobs.len() < most && args.is_of_script(&job) {
                all.next = Some(job.id);
                all.jobs.push(job);
            }
        }
        before = page.next;
        if before.is_none() {
            all.next = None;
        }
        if all.jobs.len() >= most || empty || before.is_none() {
            return Ok(all);
        }
    }
}

impl ListArgs {
    /// Whether it was made before the time that is asked for; so were all that follow.
    fn is_too_old(&self, job: &Job) -> bool {
        let age = Utc::now().signed_duration_since(job.created_at);
        let most = self.since.map(|since| TimeDelta::seconds(since.into()));
        most.is_some_and(|most| age > most)
    }

    /// Whether it runs the script that is asked for, named with or without its folder.
    fn is_of_script(&self, job: &Job) -> bool {
        let Some(script) = &self.script else {
            return true;
        };
        let names =
            |word: &String| word == script || Path::new(word).file_name() == Some(script.as_ref());
        job.spec.command.iter().any(names)
    }
}
