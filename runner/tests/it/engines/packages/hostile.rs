//! A package that looks around while it is built.

use std::{fs, net::TcpListener, process::Command};

use rgrid_shared::{id::AccountId, job::Outcome, spec::Secret};

use super::installed::{on, stderr};
use crate::{
    engines::network::outside::Outside,
    support::{Plane, packages::needing, sh, until},
};

/// What the package does when it is built: it tells what it can see, and fails, so that its words are shown.
const EVIL: &str = r#"
import os, socket, sys
def knock(name, address):
    s = socket.socket(); s.settimeout(3)
    try: s.connect(address); return name + " open"
    except OSError: return name + " closed"
def build_wheel(*_, **__):
    status = open("/proc/self/status").read()
    caps = [line.split()[1] for line in status.splitlines() if line.startswith("Cap")]
    seen = [
        knock("metadata", ("169.254.169.254", 80)), knock("private", ("10.0.0.1", 80)),
        knock("node", (HOST, PORT)), knock("docker", ("172.17.0.1", 2375)),
        "root" if os.getuid() == 0 else "nobody",
        "no capabilities" if all(int(c, 16) == 0 for c in caps) else "capabilities",
        "socket" if os.path.exists("/var/run/docker.sock") else "no socket",
        "files " + " ".join(sorted(f for f in os.listdir("/work") if f not in ("cache", "tmp", "set"))),
        "secrets " + str(sum("hush" in value for value in os.environ.values())),
        "variables " + " ".join(sorted(k for k in os.environ if "RGRID" in k or "AWS" in k)),
    ]
    try: open("/etc/x", "w"); seen.append("writes /etc")
    except OSError: seen.append("root is read-only")
    print("\n".join("SEEN " + line for line in seen), file=sys.stderr, flush=True)
    raise SystemExit(1)
get_requires_for_build_wheel = lambda *_: []
"#;

/// All that it sees.
const CLOSED: [&str; 11] = [
    "metadata closed",
    "private closed",
    "node closed",
    "docker closed",
    "nobody",
    "no capabilities",
    "no socket",
    "files requirements.txt",
    "secrets 0",
    "variables",
    "root is read-only",
];

const BUILD: &str = "[build-system]\nrequires = []\nbuild-backend = \"evil\"\nbackend-path = [\".\"]\n\
    [project]\nname = \"evil\"\nversion = \"1.0\"\n";

/// A folder with a source package that runs this when it is built.
fn packaged(program: &str) -> tempfile::TempDir {
    let served = tempfile::tempdir().unwrap();
    let package = served.path().join("evil-1.0");
    fs::create_dir(&package).unwrap();
    fs::write(package.join("pyproject.toml"), BUILD).unwrap();
    fs::write(package.join("evil.py"), program).unwrap();
    let archive = served.path().join("evil-1.0.tar.gz");
    let mut tar = Command::new("tar");
    tar.arg("-C").arg(served.path()).arg("-czf").arg(&archive);
    assert!(tar.arg("evil-1.0").status().unwrap().success());
    served
}

/// It reaches the world, as every installation must, and nothing of ours.
#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_package_reaches_nothing_of_ours_while_it_is_built() {
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let evil = EVIL.replace("HOST", "\"198.51.100.5\"");
    let served = packaged(&evil.replace("PORT", &port));
    let outside = Outside::serving(11, served.path());
    until("the server outside answers", || outside.answers()).await;

    let grid = on(Plane::start().await, 1).await;
    let mut spec = sh("true");
    spec.secrets.insert("TOKEN".into(), Secret::new("hush"));
    spec.env.insert("PLAIN".into(), "hush".into());
    let wanted = "evil @ http://203.0.113.11:8080/evil-1.0.tar.gz\n";
    let attempt = grid.plane.give(needing(AccountId::new(), wanted, spec));
    let finished = grid.finished(attempt).await;
    assert!(
        matches!(finished.outcome, Outcome::Dependencies { .. }),
        "{finished:?}"
    );
    let said = stderr(&grid, attempt);
    let seen = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("SEEN "));
    assert_eq!(
        seen.map(str::trim_end).collect::<Vec<_>>(),
        CLOSED,
        "{said}"
    );
    drop(outside);
}

/// It grows at the very end, when nobody looks any more, and takes nothing of the disk here.
const HOLLOW: &str = r#"
import zipfile
def build_wheel(folder, *_, **__):
    name, info = "evil-1.0-py3-none-any.whl", "evil-1.0.dist-info/"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(info + "RECORD", "")
    for each in range(100):
        with open(f"/work/set/{each}", "wb") as f: f.truncate(9 << 30)
    return name
get_requires_for_build_wheel = lambda *_: []
"#;

/// What is packed is written out in full wherever it is unpacked.
#[tokio::test(flavor = "multi_thread")]
async fn a_package_that_is_hollow_is_not_packed() {
    let served = packaged(HOLLOW);
    let outside = Outside::serving(12, served.path());
    until("the server outside answers", || outside.answers()).await;
    let grid = on(Plane::start().await, 1).await;
    let wanted = "evil @ http://203.0.113.12:8080/evil-1.0.tar.gz\n";
    let attempt = grid
        .plane
        .give(needing(AccountId::new(), wanted, sh("true")));
    let finished = grid.finished(attempt).await;
    let Outcome::Dependencies { message } = finished.outcome else {
        panic!("{finished:?} {}", stderr(&grid, attempt))
    };
    let said = stderr(&grid, attempt);
    assert!(
        message.contains("10 GiB or 200,000 files"),
        "{message}: {said}"
    );
    let left = grid.state.path().join("packages");
    assert_eq!(fs::read_dir(left).unwrap().count(), 0);
    drop(outside);
}
