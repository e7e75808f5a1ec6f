//! A server that is outside of every closed range: a container of a test's own behind a route.

use std::{net::TcpStream, path::Path, process::Command, time::Duration};

/// The server at 203.0.113.N:8080 (TEST-NET-3), by way of 198.51.100.M (TEST-NET-2); each test has its own numbers.
pub(crate) struct Outside {
    container: String,
    number: u8,
}

impl Outside {
    /// The first address of the world, which serves nothing.
    pub(crate) fn make() -> Self {
        Self::serving(10, Path::new("/mnt"))
    }

    /// One that serves the files of a folder.
    pub(crate) fn serving(number: u8, folder: &Path) -> Self {
        let serve = "cd /srv; until python -m http.server 8080 2>/dev/null; do :; done";
        let mount = format!("{}:/srv:ro", folder.display());
        let image = "python:3.11-slim-bookworm";
        let container = run(
            "docker",
            &[
                "run",
                "-d",
                "--rm",
                "--network",
                "none",
                "-v",
                &mount,
                image,
                "sh",
                "-c",
                serve,
            ],
        );
        let pid = run("docker", &["inspect", "-f", "{{.State.Pid}}", &container]);
        let outside = Self { container, number };
        outside.wire(&pid);
        outside
    }

    /// Whether the server listens already.
    pub(crate) fn answers(&self) -> bool {
        let address = ([203, 0, 113, self.number], 8080).into();
        TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
    }

    /// A pair of interfaces, addresses on both ends, and a route each way.
    fn wire(&self, pid: &str) {
        // Four addresses for each.
        let number = self.number;
        let net = (number - 10) * 4;
        let (here_ip, there_ip) = (net + 1, net + 2);
        let here = |words: &str| run("ip", &words.split(' ').collect::<Vec<_>>());
        let inside = |words: &str| {
            let mut args = vec!["-t", pid, "-n", "ip"];
            args.extend(words.split(' '));
            run("nsenter", &args);
        };
        here(&format!(
            "link add rgtest{net} type veth peer name rgtest{here_ip} netns {pid}"
        ));
        here(&format!(
            "address add 198.51.100.{here_ip}/30 dev rgtest{net}"
        ));
        here(&format!("link set rgtest{net} up"));
        inside(&format!(
            "address add 198.51.100.{there_ip}/30 dev rgtest{here_ip}"
        ));
        inside(&format!("address add 203.0.113.{number}/32 dev lo"));
        inside(&format!("link set rgtest{here_ip} up"));
        inside(&format!("route add default via 198.51.100.{here_ip}"));
        here(&format!(
            "route add 203.0.113.{number}/32 via 198.51.100.{there_ip}"
        ));
    }
}

impl Drop for Outside {
    /// The interfaces and the route go with the container's network namespace.
    fn drop(&mut self) {
        let args = ["rm", "-f", &self.container];
        let _ = Command::new("docker").args(args).output();
    }
}

fn run(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output().unwrap();
    let (said, error) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{program} {args:?}: {error}");
    said.trim().to_owned()
}
