//! The program and its command line.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Context;
use tokio::process::{Child, Command};

use super::{ACCESS_KEY, SECRET_KEY};

/// The program that `RGRID_WEED` names.
pub(super) fn program() -> Option<PathBuf> {
    env::var_os("RGRID_WEED")
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

/// Everything in one process, on the loopback, without the servers that nobody asks here.
const WORDS: [&str; 10] = [
    "server",
    "-ip=127.0.0.1",
    "-ip.bind=127.0.0.1",
    "-s3",
    "-volume.max=20",
    "-volume.minFreeSpacePercent=0",
    "-master.volumeSizeLimitMB=256",
    "-master.telemetry=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
];
/// Its ports, the one of S3 first.
const PORTS: [&str; 8] = [
    "s3.port",
    "s3.port.grpc",
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
];

/// Starts it on these ports, with all of its files in `dir`.
pub(super) fn spawn(program: &Path, dir: &Path, ports: [u16; 8]) -> anyhow::Result<Child> {
    fs::create_dir_all(dir)?;
    let identity = serde_json::json!({ "identities": [{
        "name": "testbed",
        "credentials": [{ "accessKey": ACCESS_KEY, "secretKey": SECRET_KEY }],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }]});
    let s3_config = dir.join("s3.json");
    fs::write(&s3_config, identity.to_string())?;
    let log = File::create(dir.join("log"))?;
    let mut command = Command::new(program);
    command.args(WORDS);
    for (name, port) in PORTS.iter().zip(ports) {
        command.arg(format!("-{name}={port}"));
    }
    command.arg(format!("-dir={}", dir.display()));
    command.arg(format!("-s3.config={}", s3_config.display()));
    command
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    // Ctrl-C is for the command on the bed, not for the bed.
    command.process_group(0).kill_on_drop(true);
    command
        .spawn()
        .with_context(|| format!("{} cannot be run", program.display()))
}
