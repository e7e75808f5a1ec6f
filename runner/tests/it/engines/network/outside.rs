//! A server that is outside of every closed range: a container of the test's own behind a route.

use std::{net::TcpStream, process::Command, time::Duration};

/// The server at 203.0.113.10:8080 (TEST-NET-3), by way of 198.51.100.2 (TEST-NET-2).
pub(super) struct Outside {
    container: String,
}

impl Outside {
    pub(super) fn make() -> Self {
        let serve = "until python -m http.server 8080 2>/dev/null; do :; done";
        let image = "python:3.11-slim-bookworm";
        let container = run(
            "docker",
            &[
                "run",
                "-d",
                "--rm",
                "--network",
                "none",
                image,
                "sh",
                "-c",
                serve,
            ],
        );
        let pid = run("docker", &["inspect", "-f", "{{.State.Pid}}", &container]);
        let outside = Self { container };
        Self::wire(&pid);
        outside
    }

    /// Whether the server listens already.
    pub(super) fn answers() -> bool {
        let address = ([203, 0, 113, 10], 8080).into();
        TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
    }

    /// A pair of interfaces, addresses on both ends, and a route each way.
    fn wire(pid: &str) {
        let here = |words: &str| run("ip", &words.split(' ').collect::<Vec<_>>());
        let inside = |words: &str| {
            let mut args = vec!["-t", pid, "-n", "ip"];
            args.extend(words.split(' '));
            run("nsenter", &args);
        };
        here(&format!(
            "link add rgtest0 type veth peer name rgtest1 netns {pid}"
        ));
        here("address add 198.51.100.1/30 dev rgtest0");
        here("link set rgtest0 up");
        inside("address add 198.51.100.2/30 dev rgtest1");
        inside("address add 203.0.113.10/32 dev lo");
        inside("link set rgtest1 up");
        inside("route add default via 198.51.100.1");
        here("route add 203.0.113.10/32 via 198.51.100.2");
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
