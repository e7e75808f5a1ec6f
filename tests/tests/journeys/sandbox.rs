//! The sandbox, seen from inside (R-E1).

use super::support::User;

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

/// The limits that a script can see of its own, under either version of control groups.
const LIMITS: &str = r#"
import json, os
def limit(*names):
    paths = ["/sys/fs/cgroup/" + name for name in names]
    return next(open(path).read().split()[0] for path in paths if os.path.exists(path))
print(json.dumps({
    "memory": limit("memory/memory.limit_in_bytes", "memory.max"),
    "swap": limit("memory/memory.memsw.limit_in_bytes", "memory.swap.max"),
    "processes": limit("pids/pids.max", "pids.max"),
    "processor": limit("cpu/cpu.cfs_quota_us", "cpu.max"),
}))
"#;

#[test]
fn the_limits_that_were_asked_for_hold_inside() {
    let user = User::new();
    user.write("limits.py", LIMITS);
    let args = ["run", "--cpu", "0.5", "--memory", "200M", "limits.py"];
    let seen = user.rgrid(&args).exits(0).json();
    let memory = (200_u64 << 20).to_string();
    assert_eq!(seen["memory"], memory);
    assert!(
        // Version 1 tells memory and swap together.
        seen["swap"] == memory || seen["swap"] == "0",
        "no swap: {seen}"
    );
    assert_eq!(
        (&seen["processes"], &seen["processor"]),
        (&"256".into(), &"50000".into())
    );
}
