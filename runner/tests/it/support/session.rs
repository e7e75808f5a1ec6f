//! The control plane's side of one connection.

use axum::extract::ws::{Message, WebSocket};
use rgrid_shared::{
    id::AttemptId,
    spec::BlobRef,
    wire::{
        blobs::{SignedUrl, Upload},
        logs::{LogFrame, Stream},
        node::{Finished, FromNode, ToNode},
    },
};

use super::{
    inner::Inner,
    plane::{Order, Plane},
};

/// Serves one runner until either side hangs up.
pub(crate) async fn serve(plane: Plane, mut socket: WebSocket) {
    let mut orders = plane.orders.subscribe();
    let (mut credit, mut sent) = (0, 0);
    loop {
        let mut answers = tokio::select! {
            order = orders.recv() => match order {
                Ok(Order::HangUp) | Err(_) => return,
                Ok(Order::Wake) => Vec::new(),
                Ok(Order::Say(message)) => vec![*message],
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => plane.lock().hear(&text, &mut credit),
                Some(Ok(Message::Binary(bytes))) => plane.lock().log(bytes),
                Some(Ok(_)) => Vec::new(),
                Some(Err(_)) | None => return,
            },
        };
        while sent < credit {
            let Some(assignment) = plane.lock().waiting.pop_front() else {
                break;
            };
            sent += 1;
            answers.push(ToNode::Assign(Box::new(assignment)));
        }
        for answer in answers {
            let text = serde_json::to_string(&answer).unwrap();
            if socket.send(Message::text(text)).await.is_err() {
                return;
            }
        }
    }
}

impl Inner {
    fn hear(&mut self, text: &str, credit: &mut u64) -> Vec<ToNode> {
        match serde_json::from_str(text).unwrap() {
            FromNode::Hello(hello) => {
                self.hellos.push(hello);
                vec![ToNode::Welcome {
                    node: self.node,
                    lease_s: self.lease_s,
                }]
            }
            FromNode::Renew { attempts } => {
                self.beats += 1;
                self.renewals.extend(attempts);
                Vec::new()
            }
            FromNode::RequestUploads { attempt, blobs } => {
                let wanted = blobs
                    .into_iter()
                    .filter(|blob| !self.stored.contains(&blob.digest));
                let missing = wanted.map(|blob| self.upload(blob)).collect();
                vec![ToNode::Uploads { attempt, missing }]
            }
            FromNode::Finished(finished) => self.finish(*finished),
            FromNode::Drain => {
                self.drains += 1;
                vec![ToNode::Drained]
            }
            FromNode::Credit { total } => {
                *credit = total;
                Vec::new()
            }
        }
    }

    fn upload(&self, blob: BlobRef) -> Upload {
        let url = format!("{}/blobs/{}?signature=x", self.base, blob.digest);
        let headers = [("x-amz-checksum-sha256".to_owned(), blob.digest.base64())].into();
        Upload {
            blob,
            put: SignedUrl { url, headers },
        }
    }

    fn finish(&mut self, finished: Finished) -> Vec<ToNode> {
        let attempt = finished.attempt;
        let inline: Vec<_> = finished
            .inline
            .iter()
            .map(|bytes| bytes.0.to_vec())
            .collect();
        for bytes in inline {
            self.blobs
                .insert(rgrid_shared::digest::Digest::of(&bytes), bytes);
        }
        let record = self.records.entry(attempt).or_default();
        let whole = record.pos == finished.log_bytes;
        record.reports.push(finished);
        if self.silent || !whole {
            return Vec::new();
        }
        record.accepted = true;
        vec![ToNode::Accepted { attempt }]
    }

    fn log(&mut self, bytes: bytes::Bytes) -> Vec<ToNode> {
        let frame = LogFrame::decode(bytes).unwrap();
        let record = self.records.entry(frame.attempt).or_default();
        if self.deaf_to_logs || frame.pos > record.pos {
            return Vec::new();
        }
        if frame.pos < record.pos {
            record.repeats += 1;
        } else {
            record.pos += frame.data.len() as u64;
            match frame.stream {
                Stream::Stdout => record.stdout.extend_from_slice(&frame.data),
                Stream::Stderr => record.stderr.extend_from_slice(&frame.data),
            }
        }
        vec![stored(frame.attempt, record.pos)]
    }
}

fn stored(attempt: AttemptId, pos: u64) -> ToNode {
    ToNode::LogStored { attempt, pos }
}
