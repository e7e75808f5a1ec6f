//! This machine: does Docker answer, is there room on the disk.

use std::{
    io::{Read, Write},
    os::unix::net::UnixStream,
    time::Duration,
};

use super::Check;
use crate::{profile, table};

/// Less free space than this is trouble soon.
const LITTLE: u64 = 2 << 30;

/// Asks the engine behind `DOCKER_HOST`, or the usual socket, whether it is there.
pub(super) fn docker() -> Check {
    let host = std::env::var("DOCKER_HOST").unwrap_or_default();
    let socket = match host.as_str() {
        "" => "/var/run/docker.sock",
        other => match other.strip_prefix("unix://") {
            Some(path) => path,
            None => return Check::ok("docker", format!("{other}, not asked")),
        },
    };
    match ping(socket) {
        Ok(()) => Check::ok("docker", format!("answers on {socket}")),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Check::failed(
            "docker",
            format!("{socket}: permission denied"),
            "sudo usermod -aG docker $USER, then log in again",
        ),
        Err(error) => Check::failed(
            "docker",
            format!("{socket}: {error}"),
            "sudo systemctl start docker, or install docker.io",
        ),
    }
}

fn ping(socket: &str) -> std::io::Result<()> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.write_all(b"GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n")?;
    let mut answer = [0; 15];
    stream.read_exact(&mut answer)?;
    if answer.windows(5).any(|bytes| bytes == b" 200 ") {
        return Ok(());
    }
    Err(std::io::Error::other("it answers, but not well"))
}

/// The free space where `RGrid` keeps its things.
pub(super) fn disk() -> Check {
    let Ok(home) = profile::home() else {
        return Check::failed("disk", "there is no home folder", "export HOME");
    };
    let there = home.ancestors().find(|path| path.is_dir()).unwrap_or(&home);
    match rustix::fs::statvfs(there) {
        Err(error) => Check::failed("disk", error.to_string(), format!("df {}", there.display())),
        Ok(stat) => {
            let free = stat.f_bavail.saturating_mul(stat.f_frsize);
            let found = format!("{} free in {}", table::size(free), there.display());
            if free < LITTLE {
                return Check::failed(
                    "disk",
                    found,
                    "free some space: docker system prune, or another RGRID_HOME",
                );
            }
            Check::ok("disk", found)
        }
    }
}
