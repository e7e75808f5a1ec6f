//! The control plane's side of one connection.

use axum::extract::ws::{Message, WebSocket};
use rgrid_shared::{
    spec::BlobRef,
    wire::{
        blobs::{SignedUrl, Upload},
        node::{FromNode, ToNode},
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
                Ok(Order::Send(message)) => {
                    let _ = socket.send(message).await;
                    Vec::new()
                }
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
            FromNode::Renew {
                attempts,
                condition,
            } => {
                self.beats += 1;
                self.condition = condition;
                self.renewals.extend(attempts);
                Vec::new()
            }
            FromNode::RequestUploads { .. } if self.deaf_to_uploads > 0 => {
                self.deaf_to_uploads -= 1;
                Vec::new()
            }
            FromNode::RequestUploads { attempt, blobs } => {
                let missing = self.uploads(blobs);
                vec![ToNode::Uploads { attempt, missing }]
            }
            FromNode::Packages {
                attempt,
                key,
                about,
            } => vec![self.packages((attempt, key), about)],
            FromNode::Finished(finished) => self.finish(*finished),
            FromNode::Drain => self.drain().into_iter().collect(),
            FromNode::Credit { total } => {
                *credit = total;
                Vec::new()
            }
        }
    }

    fn drain(&mut self) -> Option<ToNode> {
        self.drains += 1;
        (!self.deaf_to_drains).then_some(ToNode::Drained)
    }

    fn uploads(&self, blobs: Vec<BlobRef>) -> Vec<Upload> {
        let lacks = |blob: &BlobRef| !self.stored.contains(&blob.digest);
        let wanted = blobs.into_iter().filter(lacks);
        wanted.map(|blob| self.upload(blob)).collect()
    }

    fn upload(&self, blob: BlobRef) -> Upload {
        let url = format!("{}/blobs/{}?signature=x", self.base, blob.digest);
        let headers = [("x-amz-checksum-sha256".to_owned(), blob.digest.base64())].into();
        Upload {
            blob,
            put: SignedUrl { url, headers },
        }
    }
}
