//! A store of one blob.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rgrid_shared::wire::{blobs::SignedUrl, node::Source};

/// A store that gives the same bytes to everybody who asks, and counts.
pub(super) struct Store {
    url: String,
    asked: Arc<AtomicUsize>,
}

impl Store {
    pub(super) fn new(body: &'static [u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                count.fetch_add(1, Ordering::SeqCst);
                let _ = stream.read(&mut [0; 4096]);
                let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length:";
                let _ = stream.write_all(format!("{head} {}\r\n\r\n", body.len()).as_bytes());
                let _ = stream.write_all(body);
            }
        });
        Self { url, asked }
    }

    pub(super) fn source(&self) -> Source {
        let headers = BTreeMap::new();
        let url = self.url.clone();
        Source::Get(SignedUrl { url, headers })
    }

    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}
