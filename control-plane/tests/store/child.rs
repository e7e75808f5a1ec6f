//! The embedded store in a process of its own, which can be killed and weighed.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rgrid_control_plane::config::S3Config;
use rgrid_control_plane::store;
use tempfile::TempDir;

use super::bed::{Bed, store_config};

/// The test below, by its full name.
const ITSELF: &str = "store::child::a_store_serves_from_a_process_of_its_own";
const FOLDER: &str = "RGRID_TEST_STORE_FOLDER";

/// A store whose process can be killed.
pub(crate) struct Process {
    child: Child,
    pub(crate) bed: Bed,
}

impl Process {
    /// Starts a store over `dir` and waits until it has said its address.
    pub(crate) fn start(dir: &TempDir) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", ITSELF, "--nocapture"])
            .env(FOLDER, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = lines.map_while(Result::ok);
        let endpoint = said.find_map(|line| line.find("http://").map(|at| line[at..].to_owned()));
        let config = store_config(dir);
        let endpoint = endpoint.expect("the store says its address");
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

/// Also the process itself: started with a folder, it serves it until it is killed.
#[tokio::test]
async fn a_store_serves_from_a_process_of_its_own() {
    if let Some(dir) = env::var_os(FOLDER) {
        let mut config = store_config(&tempfile::tempdir().unwrap());
        config.root = Path::new(&dir).join("s3");
        let handle = store::serve(config).await.unwrap();
        println!("http://{}", handle.addr);
        std::future::pending::<()>().await;
    }
    let dir = tempfile::tempdir().unwrap();
    let process = Process::start(&dir);
    process.bed.put("key", "value").await;
    assert_eq!(process.bed.get("key").await.unwrap(), b"value");
}
