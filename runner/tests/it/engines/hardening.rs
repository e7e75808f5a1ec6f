//! R-E1: every door is closed, seen from outside and from inside.

use std::collections::HashMap;

use bollard::{
    Docker, models::ContainerInspectResponse, query_parameters::ListContainersOptionsBuilder,
};
use rgrid_shared::{id::NodeId, spec::Resources};

use crate::support::{Grid, Kind, assignment, python, sh, until};

on_each_engine!(
    a_probe_inside_finds_every_door_closed,
    scenario_11_a_fork_bomb_stops_at_the_limit_of_processes
);

fn small() -> Resources {
    Resources {
        memory_bytes: 128 << 20,
        pids: 40,
        disk_bytes: 64 << 20,
        cpu_millis: 500,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn docker_is_asked_for_every_limit_and_never_told_what_runs() {
    let grid = Grid::on(Kind::Docker).await;
    let mut spec = sh("echo up; sleep 60");
    spec.resources = small();
    spec.env.insert("SECRET".into(), "hush".into());
    let attempt = grid.plane.give(assignment(spec));
    until("it runs", || grid.plane.record(attempt).pos > 0).await;
    let docker = Docker::connect_with_local_defaults().unwrap();
    let node = grid.plane.lock().node;
    let found = container(&docker, node).await;
    let told = format!("{found:?}");
    for secret in ["echo up", "hush"] {
        assert!(!told.contains(secret), "{told}");
    }
    let host = found.host_config.unwrap();
    let config = found.config.unwrap();
    let networks = found.network_settings.unwrap().networks.unwrap_or_default();
    insta::assert_json_snapshot!(serde_json::json!({
        "workdir": config.working_dir, "hostname": config.hostname,
        "network_disabled": config.network_disabled, "networks": networks.len(),
        "entrypoint": config.entrypoint, "cmd": config.cmd, "open_stdin": config.open_stdin,
        "healthcheck": config.healthcheck, "privileged": host.privileged,
        "readonly_rootfs": host.readonly_rootfs, "cap_drop": host.cap_drop, "cap_add": host.cap_add,
        "security_opt": host.security_opt, "ipc_mode": host.ipc_mode, "pid_mode": host.pid_mode,
        "userns_mode": host.userns_mode, "init": host.init, "memory": host.memory,
        "memory_swap": host.memory_swap, "nano_cpus": host.nano_cpus, "pids_limit": host.pids_limit,
        "ulimits": host.ulimits, "tmpfs": host.tmpfs, "shm_size": host.shm_size,
        "log": host.log_config.unwrap().typ, "devices": host.devices, "binds": host.binds,
        "mounts": host.mounts.unwrap().iter().map(|m| (m.target.clone(), m.read_only)).collect::<Vec<_>>(),
    }));
    assert!(!config.user.unwrap().starts_with("0:"), "not root");
}

/// The container of the node.
async fn container(docker: &Docker, node: NodeId) -> ContainerInspectResponse {
    let filters = HashMap::from([("label", vec![format!("rgrid.node={node}")])]);
    let options = ListContainersOptionsBuilder::default().filters(&filters);
    let found = docker.list_containers(Some(options.build())).await.unwrap();
    let [one] = found.as_slice() else {
        panic!("{found:?}")
    };
    let id = one.id.clone().unwrap();
    docker.inspect_container(&id, None).await.unwrap()
}

/// The probe: what a hostile job would look for.
const PROBE: &str = r#"
import json, os, errno
status = dict(l.split(":\t", 1) for l in open("/proc/self/status").read().splitlines() if ":\t" in l)
def tries(action):
    try:
        action()
        return "allowed"
    except OSError as e:
        return errno.errorcode[e.errno]
def read(*paths):
    for path in paths:
        if os.path.exists(path):
            return open(path).read().strip()
print(json.dumps({
    "interfaces": os.listdir("/sys/class/net"),
    "CapEff": status["CapEff"], "CapBnd": status["CapBnd"],
    "NoNewPrivs": status["NoNewPrivs"], "Seccomp": status["Seccomp"], "uid": os.getuid(),
    "root": tries(lambda: open("/x", "w")), "etc": tries(lambda: open("/etc/x", "w")),
    "work": tries(lambda: open("/work/x", "w")), "tmp": tries(lambda: open("/tmp/x", "w")),
    "setuid": tries(lambda: os.setuid(0)), "docker": os.path.exists("/var/run/docker.sock"),
    "cwd": os.getcwd(), "home": os.environ["HOME"], "pid1": open("/proc/1/comm").read().strip(),
    "stdin": os.read(0, 1).decode(),
    "pids": read("/sys/fs/cgroup/pids/pids.max", "/sys/fs/cgroup/pids.max"),
    "memory": read("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max"),
    "line": os.listdir("/.rgrid"), "knock": tries(lambda: open("/.rgrid/x", "w")),
    "first": [tries(lambda: open("/proc/1/" + f).read()) for f in ("environ", "maps")],
    "streams": [tries(lambda: open(f"/dev/{f}", "w").close()) for f in ("stdout", "stderr")],
    "fds": sorted(int(fd) for fd in os.listdir("/proc/self/fd"))[:3],
}))
print(os.stat("/proc/self/ns/net").st_ino)
"#;

async fn a_probe_inside_finds_every_door_closed(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec = python(PROBE);
    spec.resources = small();
    let (_, record) = grid.run(spec).await;
    let text = String::from_utf8(record.stdout).unwrap();
    let mut lines = text.lines();
    let mut found: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert!(found["uid"].take().as_u64().unwrap() > 0, "not root");
    // By name: the same for each engine, also in one process.
    insta::assert_json_snapshot!("a_probe_inside_finds_every_door_closed", found);
    let theirs: u64 = lines.next().unwrap().parse().unwrap();
    let ours = std::fs::metadata("/proc/self/ns/net").unwrap();
    assert_ne!(std::os::unix::fs::MetadataExt::ino(&ours), theirs);
}

async fn scenario_11_a_fork_bomb_stops_at_the_limit_of_processes(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec = python(
        "import os\nwhile True:\n    if os.fork() == 0:\n        import time; time.sleep(30)",
    );
    spec.resources = small();
    let (finished, record) = grid.run(spec).await;
    assert_eq!(
        finished.outcome,
        rgrid_shared::job::Outcome::Exited { code: 1 }
    );
    assert!(
        String::from_utf8_lossy(&record.stderr).contains("BlockingIOError"),
        "{record:?}"
    );
}
