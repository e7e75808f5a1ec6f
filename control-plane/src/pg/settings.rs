//! How the server is set up and how clients reach it.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::PgConfig;
use super::make::NAME;
use super::pidfile::PidFile;

/// Settings given on the command line: they suit a small machine that also runs the jobs, and no edit of a file
/// in the cluster can contradict them.
pub(super) fn settings(config: &PgConfig) -> Vec<(&'static str, String)> {
    let (hosts, port) = match config.tcp_port {
        Some(port) => ("127.0.0.1", port),
        None => ("", 5432),
    };
    let sync = if config.durable { "on" } else { "off" };
    let mut all: Vec<(&'static str, String)> = vec![
        ("listen_addresses", hosts.to_owned()),
        ("port", port.to_string()),
    ];
    all.extend(["fsync", "full_page_writes"].map(|s| (s, sync.to_owned())));
    let fixed = [
        ("unix_socket_permissions", "0700"),
        ("max_connections", "100"),
        ("shared_buffers", "128MB"),
        ("max_wal_size", "1GB"),
        ("wal_compression", "on"),
        ("random_page_cost", "1.1"),
        ("jit", "off"),
        ("autovacuum_naptime", "10s"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("cluster_name", NAME),
    ];
    all.extend(fixed.map(|(name, value)| (name, value.to_owned())));
    all
}

/// The connection URL of a running server.
pub(super) fn url(config: &PgConfig, file: &PidFile) -> String {
    let port = file.port;
    if config.tcp_port.is_some() {
        return format!("postgres://{NAME}@127.0.0.1:{port}/{NAME}");
    }
    format!(
        "postgres://{NAME}@localhost:{port}/{NAME}?host={}",
        encoded(&file.socket_dir)
    )
}

fn encoded(dir: &Path) -> String {
    let mut text = String::new();
    for byte in dir.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
