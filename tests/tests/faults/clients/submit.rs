//! Submitting until there is an answer, with one idempotency key.

use std::{collections::BTreeMap, time::Duration};

use rgrid_shared::{
    client::Http,
    id::JobId,
    spec::JobSpec,
    wire::submit::{BatchItem, SubmitBatch, SubmitJob, SubmittedBatch, SubmittedJob},
};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::Instant;

use super::{
    super::{history::Asked, support::pause, work::Work},
    Client, UNANSWERED,
};

const ITEMS: u8 = 25;

impl Client {
    /// Submits one job; now and then twice, as someone who missed the answer.
    pub(super) async fn submit_one(&mut self, work: &Work) -> Option<JobId> {
        self.ask(work);
        let body = SubmitJob {
            spec: work.spec(),
            inline: Vec::new(),
        };
        let times = if self.rng.u8(..10) == 0 { 2 } else { 1 };
        let mut job = None;
        for _ in 0..times {
            let answer: SubmittedJob = self.post("/v1/jobs", &work.label, &body).await?;
            self.answered(&work.label, answer.job.id);
            self.upload(work, answer.missing).await;
            job = Some(answer.job.id);
        }
        job
    }

    /// Submits a batch.
    pub(super) async fn submit_batch(&mut self, name: &str) {
        let works: Vec<_> = (0..ITEMS)
            .map(|item| Work::item(format!("{name}-{item}"), &mut self.rng))
            .collect();
        let item = |work: &Work| BatchItem {
            name: work.label.clone(),
            args: work.words(),
            inputs: Vec::new(),
        };
        let body = SubmitBatch {
            spec: JobSpec {
                metadata: BTreeMap::new(),
                ..works[0].spec()
            },
            items: works.iter().map(item).collect(),
            parallel: self.rng.u32(2..u32::from(ITEMS)),
            inline: Vec::new(),
        };
        for work in &works {
            self.ask(work);
        }
        let answer: Option<SubmittedBatch> = self.post("/v1/batches", name, &body).await;
        for (work, job) in works
            .iter()
            .zip(answer.into_iter().flat_map(|answer| answer.jobs))
        {
            self.answered(&work.label, job);
        }
    }

    fn ask(&self, work: &Work) {
        let asked = Asked {
            work: work.clone(),
            answers: Vec::new(),
        };
        self.history.write().asked.insert(work.label.clone(), asked);
    }

    fn answered(&self, label: &str, job: JobId) {
        let mut facts = self.history.write();
        facts.asked.get_mut(label).unwrap().answers.push(job);
    }

    /// Posts until there is a good answer, to one control plane and the other in turn; nothing after a refusal.
    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        key: &str,
        body: &impl Serialize,
    ) -> Option<T> {
        let http = Http::new(Duration::from_secs(5));
        let deadline = Instant::now() + UNANSWERED;
        let mut refused = None;
        for number in self.number.. {
            let url = format!("{}{path}", self.grid.client(number).url());
            let request = http.to(&url).unwrap().post(url);
            let request = request.bearer_auth(self.grid.key());
            let request = request.header("idempotency-key", key).json(body);
            if let Ok(answer) = request.send().await {
                let status = answer.status();
                match answer.json().await {
                    Ok(answer) if status.is_success() => return Some(answer),
                    // Somebody with the same key is being served: the first one of ours, most likely.
                    _ if status.is_client_error() && status.as_u16() != 409 => {
                        refused = Some(format!("{status}"));
                    }
                    _ => {}
                }
            }
            if refused.is_some() || Instant::now() > deadline {
                break;
            }
            pause(200).await;
        }
        let why = refused.unwrap_or_else(|| "no answer in time".to_owned());
        self.history
            .write()
            .strange
            .push(format!("POST {path} {key}: {why}"));
        None
    }
}
