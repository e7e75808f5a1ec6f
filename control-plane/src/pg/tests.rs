//! The launcher on real PostgreSQL programs. R-O1.

mod faults;
mod parts;
mod place;
mod programs;
mod real;

use std::fs::{Permissions, copy, create_dir_all, read_dir};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, Row};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use super::place::Place;
use super::{Cluster, PgConfig, after, pidfile, socket};

/// A folder for one cluster; whatever serves it is killed at the end.
struct Bed {
    _dir: TempDir,
    config: PgConfig,
}

impl Bed {
    fn new() -> Self {
        let dir = tempfile::Builder::new()
            .prefix("rgrid-pg-")
            .permissions(Permissions::from_mode(0o711))
            .tempdir()
            .unwrap();
        let config = PgConfig {
            durable: false,
            ..PgConfig::new(dir.path().join("pg"))
        };
        Self { _dir: dir, config }
    }

    async fn start(&self) -> Cluster {
        Cluster::start(&self.config).await.unwrap()
    }

    fn place(&self) -> Place {
        Place::choose(&self.config.dir).unwrap()
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        let Ok(Some(place)) = Place::existing(&self.config.dir) else {
            return;
        };
        if let Ok(Some(file)) = pidfile::living(&place.data()) {
            let _ = kill_process(file.pid, Signal::KILL);
        }
        let session = std::env::var_os("XDG_RUNTIME_DIR").map(Into::into);
        let _ = std::fs::remove_dir_all(socket::name(&place, session));
        if place.dir.starts_with("/var/lib/rgrid") {
            let _ = std::fs::remove_dir_all(&place.dir);
        }
    }
}

async fn remember(cluster: &Cluster, word: &str) {
    let mut link = PgConnection::connect(cluster.url()).await.unwrap();
    sqlx::query("create table words (word text)")
        .execute(&mut link)
        .await
        .unwrap();
    sqlx::query("insert into words values ($1)")
        .bind(word)
        .execute(&mut link)
        .await
        .unwrap();
}

async fn recalled(cluster: &Cluster) -> String {
    let mut link = PgConnection::connect(cluster.url()).await.unwrap();
    sqlx::query("select word from words")
        .fetch_one(&mut link)
        .await
        .unwrap()
        .get(0)
}

fn kill_hard(cluster: &Cluster) -> Pid {
    let pid = Pid::from_raw(i32::try_from(cluster.pid()).unwrap()).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
    pid
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = after(Duration::from_secs(20));
    while !holds() {
        assert!(Instant::now() < deadline, "{what} within 20 s");
        sleep(Duration::from_millis(10)).await;
    }
}

fn copy_tree(from: &Path, to: &Path) {
    create_dir_all(to).unwrap();
    for entry in read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            copy(entry.path(), &target).unwrap();
        }
    }
}
