//! Docker: whether it answers, and which images of the runtimes it has.

use std::{
    collections::BTreeSet,
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    time::Duration,
};

use rgrid_shared::runtime::Runtime;

use super::super::Check;
use crate::runtimes;

/// Asks the engine behind `DOCKER_HOST`, or the usual socket, whether it is there and what it has.
pub(in super::super) fn docker() -> Vec<Check> {
    let host = std::env::var("DOCKER_HOST").unwrap_or_default();
    let socket = match host.as_str() {
        "" => "/var/run/docker.sock",
        other => match other.strip_prefix("unix://") {
            Some(path) => path,
            None => return vec![Check::ok("docker", format!("{other}, not asked"))],
        },
    };
    match get(socket, "/_ping") {
        Ok(200) => {
            let answers = Check::ok("docker", format!("answers on {socket}"));
            vec![answers, images(socket)]
        }
        Ok(_) => vec![failed(
            socket,
            &io::Error::other("it answers, but not well"),
        )],
        Err(error) => vec![failed(socket, &error)],
    }
}

fn failed(socket: &str, error: &io::Error) -> Check {
    if error.kind() == io::ErrorKind::PermissionDenied {
        return Check::failed(
            "docker",
            format!("{socket}: permission denied"),
            "sudo usermod -aG docker $USER, then log in again",
        );
    }
    Check::failed(
        "docker",
        format!("{socket}: {error}"),
        "sudo systemctl start docker, or install docker.io",
    )
}

/// Which runtimes can begin at once; the others are fetched when first needed.
fn images(socket: &str) -> Check {
    let has =
        |image: &&str| get(socket, &format!("/images/{image}/json")).is_ok_and(|code| code == 200);
    let all: BTreeSet<_> = runtimes::known()
        .all()
        .iter()
        .map(|known| known.image.as_str())
        .collect();
    let here: BTreeSet<_> = all.into_iter().filter(has).collect();
    let (have, lack): (Vec<_>, Vec<_>) = runtimes::known()
        .all()
        .iter()
        .partition(|known| here.contains(known.image.as_str()));
    let names = |some: &[&Runtime]| {
        let names: Vec<_> = some.iter().map(|known| known.name.as_str()).collect();
        names.join(", ")
    };
    Check::ok(
        "images",
        match (have.is_empty(), lack.is_empty()) {
            (_, true) => "of every runtime are here".to_owned(),
            (true, _) => "of no runtime are here yet; each is fetched when first used".to_owned(),
            _ => format!(
                "here: {}; fetched when first used: {}",
                names(&have),
                names(&lack)
            ),
        },
    )
}

/// The status that the engine answers with.
fn get(socket: &str, path: &str) -> io::Result<u16> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: docker\r\n\r\n").as_bytes())?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    let status = String::from_utf8_lossy(&answer);
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    status.ok_or_else(|| io::Error::other("it answers, but not well"))
}
