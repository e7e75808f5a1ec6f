//! Submitting until there is an answer, with one idempotency key.

use std::collections::BTreeMap;

use rgrid_shared::{
    client::http,
    id::JobId,
    spec::JobSpec,
    wire::submit::{BatchItem, SubmitBatch, SubmitJob, SubmittedBatch, SubmittedJob},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    super::{history::Asked, support::pause, work::Work},
    Client,
};

const ITEMS: u8 = 25;

impl Client {
    /// Submits one job; now and then twice, as someone who missed the answer.
    pub(super) async fn submit_one(&mut self, work: &Work) -> JobId {
        self.ask(work);
        let body = SubmitJob {
            spec: work.spec(),
            inline: Vec::new(),
        };
        let times = if self.rng.u8(..10) == 0 { 2 } else { 1 };
        let mut job = None;
        for _ in 0..times {
            let answer: SubmittedJob = self.post("/v1/jobs", &work.label, &body).await;
            self.answered(&work.label, answer.job.id);
            job = Some(answer.job.id);
        }
        job.unwrap()
    }

    /// Submits a batch.
    pub(super) async fn submit_batch(&mut self, name: &str) {
        let works: Vec<_> = (0..ITEMS)
            .map(|item| Work::any(format!("{name}-{item}"), &mut self.rng))
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
            // Nobody cancels items.
            self.ask(&Work {
                cancel: false,
                ..work.clone()
            });
        }
        let answer: SubmittedBatch = self.post("/v1/batches", name, &body).await;
        for (work, job) in works.iter().zip(answer.jobs) {
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

    /// Posts until there is a good answer, to one control plane and the other in turn.
    async fn post<T: DeserializeOwned>(&self, path: &str, key: &str, body: &impl Serialize) -> T {
        let http = http(std::time::Duration::from_secs(5)).unwrap();
        for number in self.number.. {
            let url = format!("{}{path}", self.grid.client(number).url());
            let request = http
                .post(url)
                .bearer_auth(self.grid.key())
                .header("idempotency-key", key)
                .json(body);
            if let Ok(answer) = request.send().await {
                let status = answer.status();
                match answer.json().await {
                    Ok(answer) if status.is_success() => return answer,
                    // Somebody with the same key is being served: the first one of ours, most likely.
                    _ if status.is_client_error() && status.as_u16() != 409 => {
                        self.history
                            .write()
                            .strange
                            .push(format!("POST {path} {key}: {status}"));
                    }
                    _ => {}
                }
            }
            pause(200).await;
        }
        unreachable!()
    }
}
