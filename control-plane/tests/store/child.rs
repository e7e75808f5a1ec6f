//! The embedded store in a process of its own, which can be killed and weighed.

use std::env;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rgrid_control_plane::config::S3Config;
use rgrid_control_plane::store;
use tempfile::TempDir;

use super::bed::{Bed, store_config};

const FOLDER: &str = "RGRID_TEST_STORE_FOLDER";

/// A store whose process can be killed.
pub(crate) struct Process {
    child: Child,
    pub(crate) bed: Bed,
}

impl Process {
    /// Starts a store over `dir` and waits until it has written down its address.
    pub(crate) fn start(dir: &TempDir) -> Self {
        let file = dir.path().join("address");
        let _ = fs::remove_file(&file);
        let child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "store::child::serves_for_another_test",
                "--ignored",
            ])
            .env(FOLDER, dir.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while !file.exists() {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "the store starts within 20 s"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
        let config = store_config(dir);
        let endpoint = fs::read_to_string(&file).unwrap();
        let config = S3Config::new(endpoint, config.access_key, config.secret_key);
        Self {
            child,
            bed: Bed::of(config, None),
        }
    }

    /// Memory of the process, in MiB.
    pub(crate) fn resident(&self) -> usize {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap();
        let kib: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib / 1024
    }
}

impl Drop for Process {
    /// As hard as a power switch, as far as a process can tell.
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Not a test of its own: the process that the others start.
#[tokio::test]
#[ignore = "started by other tests"]
async fn serves_for_another_test() {
    let dir = env::var_os(FOLDER).expect("another test says where");
    let dir = std::path::PathBuf::from(dir);
    let mut config = store_config(&tempfile::tempdir().unwrap());
    config.root = dir.join("s3");
    let handle = store::serve(config).await.unwrap();
    fs::write(dir.join("address.new"), format!("http://{}", handle.addr)).unwrap();
    fs::rename(dir.join("address.new"), dir.join("address")).unwrap();
    std::future::pending::<()>().await;
}
