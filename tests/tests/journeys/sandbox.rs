//! The sandbox, seen from inside and from Docker (R-E1).

use super::support::{User, wait_for};

/// What a script can see of its own sandbox.
const PROBE: &str = r#"
import os, json
status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
def refused(action):
    try: action(); return False
    except OSError: return True
print(json.dumps({
    "net": sorted(os.listdir("/sys/class/net")),
    "netns": os.readlink("/proc/self/ns/net"),
    "uid": os.getuid(),
    "caps": [status[k] for k in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")],
    "no_new_privs": status["NoNewPrivs"], "seccomp": status["Seccomp"],
    "root_is_read_only": refused(lambda: open("/etc/x", "w")) and refused(lambda: os.mkdir("/x")),
    "cwd": os.getcwd(),
    "docker_socket": os.path.exists("/var/run/docker.sock"),
    "env": sorted(k for k in os.environ if "RGRID" in k or "AWS" in k),
}))
"#;

#[test]
fn the_sandbox_is_closed_from_inside() {
    let user = User::new();
    user.write("probe.py", PROBE);
    let seen = user.rgrid(&["run", "probe.py"]).exits(0).json();
    assert_eq!(seen["net"], serde_json::json!(["lo"]));
    let host = std::fs::read_link("/proc/self/ns/net").unwrap();
    assert_ne!(
        seen["netns"],
        host.to_string_lossy().as_ref(),
        "a network namespace of its own"
    );
    assert_ne!(seen["uid"], 0);
    assert!(
        seen["caps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|caps| caps == "0000000000000000"),
        "{seen}"
    );
    assert_eq!(
        (seen["no_new_privs"].as_str(), seen["seccomp"].as_str()),
        (Some("1"), Some("2"))
    );
    assert_eq!(
        (&seen["root_is_read_only"], &seen["cwd"]),
        (&true.into(), &"/work".into())
    );
    assert_eq!(
        (&seen["docker_socket"], &seen["env"]),
        (&false.into(), &serde_json::json!([]))
    );
}

#[test]
fn docker_shows_every_limit_on_the_container() {
    let user = User::new();
    user.write(
        "wait.py",
        "import time; print('up', flush=True); time.sleep(600)",
    );
    let args = ["run", "--cpu", "0.5", "--memory", "200M", "wait.py"];
    let mut command = user.command(&args);
    command.stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut up = [0u8; 3];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut up).unwrap();
    let inspected = inspect_with_memory(200 << 20);
    rustix::process::kill_process(pid(&child), rustix::process::Signal::TERM).unwrap();
    assert_eq!(
        child.wait().unwrap().code(),
        Some(248),
        "off a terminal a signal cancels"
    );
    limits_are_those_asked_for(&inspected);
    nothing_is_open(&inspected);
}

fn limits_are_those_asked_for(inspected: &serde_json::Value) {
    let host = &inspected["HostConfig"];
    let memory = 200 << 20;
    assert_eq!(
        (&host["Memory"], &host["MemorySwap"]),
        (&memory.into(), &memory.into())
    );
    assert_eq!(
        (&host["NanoCpus"], &host["PidsLimit"]),
        (&500_000_000.into(), &256.into())
    );
}

fn nothing_is_open(inspected: &serde_json::Value) {
    let (config, host) = (&inspected["Config"], &inspected["HostConfig"]);
    assert_eq!(config["NetworkDisabled"], true);
    assert_eq!(
        (&host["ReadonlyRootfs"], &host["CapDrop"]),
        (&true.into(), &serde_json::json!(["ALL"]))
    );
    let options: Vec<String> = serde_json::from_value(host["SecurityOpt"].clone()).unwrap();
    assert!(
        options
            .iter()
            .any(|option| option.starts_with("no-new-privileges")),
        "{options:?}"
    );
    assert!(
        options.iter().all(|option| !option.contains("seccomp")),
        "Docker's own profile"
    );
    assert_eq!(
        (&host["Privileged"], &host["LogConfig"]["Type"]),
        (&false.into(), &"none".into())
    );
    let user = config["User"].as_str().unwrap();
    assert!(!["", "0", "root"].contains(&user), "{user}");
}

fn pid(child: &std::process::Child) -> rustix::process::Pid {
    rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap()
}

/// The one running container of ours with this memory limit.
fn inspect_with_memory(bytes: u64) -> serde_json::Value {
    let docker = |args: &[&str]| {
        let output = std::process::Command::new("docker")
            .args(args)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    wait_for("the container", 10, || {
        let ids = docker(&["ps", "-q", "--filter", "label=rgrid.attempt"]);
        ids.split_whitespace().find_map(|id| {
            let all: serde_json::Value = serde_json::from_str(&docker(&["inspect", id])).ok()?;
            (all[0]["HostConfig"]["Memory"] == bytes).then(|| all[0].clone())
        })
    })
}
