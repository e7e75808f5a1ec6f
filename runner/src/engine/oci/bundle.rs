//! What a sandbox is to a container runtime: every limit and every closed door, in one place.
//!
//! The same as `docker/body.rs` asks of Docker. Loosen nothing here without a test that shows why.

use std::collections::BTreeMap;

use rgrid_shared::spec::Resources;
use serde_json::{Value, json};

use super::{group::Group, image::Copy, mounts, runtime::Runtime, seccomp};
use crate::engine::{EngineError, closed, maker::Wish};

/// Where programs are looked for when the image does not say.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// What a period of processor time is, in microseconds.
const PERIOD_US: u64 = 100_000;

/// The configuration of the sandbox.
pub(super) fn config(
    runtime: &Runtime,
    group: &Group,
    wish: &Wish,
    copy: &Copy,
) -> Result<Value, EngineError> {
    let namespaces = ["pid", "network", "ipc", "uts", "mount", "cgroup"];
    let mut linux = json!({
        "namespaces": namespaces.map(|kind| json!({"type": kind})),
        "maskedPaths": mounts::MASKED,
        "readonlyPaths": mounts::READ_ONLY,
        "seccomp": seccomp::profile()?,
    });
    if let (Some(group), Some(linux)) = (group.for_runtime(), linux.as_object_mut()) {
        linux.insert("cgroupsPath".into(), group.into());
        linux.insert("resources".into(), resources(&wish.resources));
    }
    Ok(json!({
        "ociVersion": "1.0.2",
        "process": process(runtime, wish, copy),
        "root": {"path": copy.root, "readonly": true},
        "hostname": closed::HOSTNAME,
        "mounts": mounts::mounts(wish, &copy.volumes),
        "linux": linux,
        "annotations": runtime.filter.annotations(),
    }))
}

fn process(runtime: &Runtime, wish: &Wish, copy: &Copy) -> Value {
    let (uid, gid) = crate::owner::sandbox_user();
    let rlimit = |kind, value: u64| json!({"type": kind, "hard": value, "soft": value});
    let mut process = json!({
        "terminal": false,
        "user": {"uid": uid, "gid": gid, "additionalGids": [gid]},
        "args": [closed::init()],
        "env": env(copy),
        "cwd": closed::WORKDIR,
        "capabilities": {
            "bounding": [], "effective": [], "inheritable": [], "permitted": [], "ambient": [],
        },
        "rlimits": [
            rlimit("RLIMIT_NOFILE", closed::MAX_FILES),
            rlimit("RLIMIT_FSIZE", closed::file_bytes(&wish.resources)),
            rlimit("RLIMIT_CORE", 0),
        ],
        "noNewPrivileges": true,
        "oomScoreAdj": closed::OOM_SCORE_ADJ,
    });
    if let (Some(profile), Some(process)) = (&runtime.apparmor, process.as_object_mut()) {
        process.insert("apparmorProfile".into(), profile.clone().into());
    }
    process
}

/// The image's environment; the job's comes over it, with its orders.
fn env(copy: &Copy) -> Vec<String> {
    let ours = [("PATH", PATH), ("HOSTNAME", closed::HOSTNAME)];
    let image = copy.env.iter().filter_map(|pair| pair.split_once('='));
    let all = ours.into_iter().chain(image);
    let all: BTreeMap<_, _> = all.chain([("HOME", closed::HOME)]).collect();
    let pairs = all.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect()
}

/// The limits of the group that the runtime makes.
fn resources(resources: &Resources) -> Value {
    let quota = u64::from(resources.cpu_millis).saturating_mul(PERIOD_US / 1_000);
    json!({
        "devices": [{"allow": false, "access": "rwm"}],
        // Memory and swap together: no swap.
        "memory": {"limit": resources.memory_bytes, "swap": resources.memory_bytes},
        "cpu": {"quota": quota, "period": PERIOD_US},
        "pids": {"limit": resources.pids},
    })
}
