//! A server that answers what a test wants and remembers what it was asked.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;

/// What a client asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    /// Its `Idempotency-Key`.
    pub(crate) once: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// What it is answered.
pub(crate) enum Reply {
    /// A status and a document.
    Json(u16, Value),
    /// Bytes, of which so many more are promised than come.
    Bytes(Vec<u8>, usize),
    /// Nothing: the connection ends.
    Cut,
    /// Nothing for as long as the client waits.
    Silence,
}

/// The server; it listens until the test ends.
pub(crate) struct Fake {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Fake {
    /// A server; `answer` is told its address.
    pub(crate) fn new(answer: impl Fn(&str, &Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (asked, answer) = (Arc::<Mutex<Vec<Request>>>::default(), Arc::new(answer));
        let (here, seen) = (url.clone(), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (here, seen, answer) = (here.clone(), Arc::clone(&seen), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    seen.lock().unwrap().push(request.clone());
                    write(&stream, answer(&here, &request));
                });
            }
        });
        Self { url, asked }
    }

    /// The `Idempotency-Key` of each `POST` to `path` so far.
    pub(crate) fn keys_of(&self, path: &str) -> Vec<Option<String>> {
        let asked = self.asked.lock().unwrap();
        let posts = asked.iter().filter(|asked| asked.method == "POST");
        let posts = posts.filter(|asked| asked.path == path);
        posts.map(|asked| asked.once.clone()).collect()
    }

    /// Everything it was asked so far, as `METHOD /path`.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .map(|request| format!("{} {}", request.method, request.path))
            .collect()
    }

    /// Waits until something with `text` in it was asked.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.asked().iter().any(|asked| asked.contains(text)) {
            assert!(Instant::now() < deadline, "nobody asked for {text}");
            std::thread::park_timeout(Duration::from_millis(10));
        }
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut from = BufReader::new(stream);
    let mut line = String::new();
    from.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut once) = (0, None);
    loop {
        let mut header = String::new();
        from.read_line(&mut header).ok()?;
        let header = header.trim().to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        } else if let Some(value) = header.strip_prefix("idempotency-key:") {
            once = Some(value.trim().to_owned());
        } else if header.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    Some(Request {
        method,
        path,
        once,
        body,
    })
}

fn write(mut stream: &TcpStream, reply: Reply) {
    let (status, body, more) = match reply {
        Reply::Json(status, value) => (status, value.to_string().into_bytes(), 0),
        Reply::Bytes(bytes, more) => (200, bytes, more),
        Reply::Cut => return,
        Reply::Silence => {
            // Until the client goes away.
            let _gone = stream.read(&mut [0]);
            return;
        }
    };
    let length = body.len() + more;
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"
    );
    // A client that went away has its reasons.
    let _gone = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body));
}
