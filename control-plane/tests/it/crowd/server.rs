//! A control plane as a process of its own, which can be measured.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use sqlx::{ConnectOptions as _, PgPool};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::TestStore;

/// Within this half of all strangers are answered, whoever else is there.
pub(super) const PROMPT: Duration = Duration::from_millis(100);
/// How long anything may take here.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// The process; it ends with the test.
pub(super) struct Server {
    pub(super) addr: SocketAddr,
    child: Child,
    _store: TestStore,
}

impl Server {
    /// Starts one that gives up on half a request after eight seconds, with room for 256 open files by default.
    pub(super) async fn start(db: &PgPool) -> Self {
        let store = TestStore::start().await;
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = free.local_addr().unwrap();
        drop(free);
        let child = Command::new("sh")
            .args(["-c", "ulimit -Sn 256; exec \"$0\""])
            .arg(env!("CARGO_BIN_EXE_rgrid-control-plane"))
            .env(
                "RGRID_DATABASE_URL",
                db.connect_options().to_url_lossy().as_str(),
            )
            .env("RGRID_LISTEN", addr.to_string())
            .env("RGRID_S3_ENDPOINT", &store.config.endpoint)
            .env("RGRID_S3_ACCESS_KEY", &store.config.access_key)
            .env("RGRID_S3_SECRET_KEY", store.config.secret_key.reveal())
            .env("RGRID_HTTP_HEADER_TIMEOUT_S", "8")
            .env("RGRID_HTTP_BODY_TIMEOUT_S", "8")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self {
            addr,
            child,
            _store: store,
        };
        let began = Instant::now();
        while TcpStream::connect(addr).await.is_err() {
            assert!(began.elapsed() < PATIENCE, "it does not listen");
            tokio::task::yield_now().await;
        }
        server.is_well().await;
        server
    }

    /// Checks that it answers a stranger on a connection of its own.
    pub(super) async fn is_well(&self) {
        let asking = async {
            let mut stream = TcpStream::connect(self.addr).await.unwrap();
            let request = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
            stream.write_all(request).await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
        };
        tokio::time::timeout(PATIENCE, asking)
            .await
            .expect("it does not answer");
    }

    /// The median time of fifty such answers.
    pub(super) async fn median(&self) -> Duration {
        let mut took = Vec::new();
        for _ in 0..50 {
            let began = Instant::now();
            self.is_well().await;
            took.push(began.elapsed());
        }
        took.sort_unstable();
        took[took.len() / 2]
    }

    /// The memory that it has now, in bytes.
    pub(super) fn memory(&self) -> u64 {
        self.measure("VmRSS:")
    }

    /// The most that it had since it was last forgotten, in bytes.
    pub(super) fn peak(&self) -> u64 {
        self.measure("VmHWM:")
    }

    /// Forgets its peak. Where the kernel does not let us, the peak is that of its whole life.
    pub(super) fn forget_peak(&self) {
        let _ = std::fs::write(self.proc("clear_refs"), "5");
    }

    fn proc(&self, file: &str) -> PathBuf {
        let proc = Path::new("/proc").join(self.child.id().to_string());
        proc.join(file)
    }

    fn measure(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(self.proc("status")).unwrap();
        let line = status.lines().find(|line| line.starts_with(name));
        let kib = line.unwrap().split_whitespace().nth(1).unwrap();
        kib.parse::<u64>().unwrap() << 10
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
