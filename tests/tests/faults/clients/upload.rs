//! Uploading an input until it is taken.

use std::time::Duration;

use rgrid_shared::{client::Http, wire::blobs::Upload};
use tokio::time::Instant;

use super::{
    super::{support::pause, work::Work},
    Client, UNANSWERED,
};

impl Client {
    /// Sends the input until the control plane has it; for another time when the job has ended before.
    pub(super) async fn upload(&self, work: &Work, missing: Vec<Upload>) {
        let Some(size) = work.input.filter(|_| !missing.is_empty()) else {
            return;
        };
        let http = Http::new(Duration::from_secs(5));
        let deadline = Instant::now() + UNANSWERED;
        while Instant::now() < deadline {
            let client = self.grid.client(self.number);
            let blobs: Vec<_> = missing.iter().map(|upload| upload.blob).collect();
            for upload in &missing {
                let mut request = http.to(&upload.put.url).unwrap().put(&upload.put.url);
                for (name, value) in &upload.put.headers {
                    request = request.header(name, value);
                }
                let _ = request.body(work.input_bytes(size)).send().await;
            }
            if let Ok(done) = client.commit_blobs(blobs).await
                && done.missing.is_empty()
            {
                return;
            }
            pause(200).await;
        }
        let strange = format!("{}: its input was never taken", work.label);
        self.history.write().strange.push(strange);
    }
}
