//! What the runtime is asked for.

use std::sync::Arc;

use rgrid_shared::id::NodeId;
use serde_json::Value;

use super::{
    super::{bundle, group::Group, image::Copy, seccomp},
    Layout, each, found,
};
use crate::engine::maker::Wish;

fn wish() -> Wish {
    Wish {
        node: NodeId::new(),
        name: "a".into(),
        digest: "i".into(),
        resources: rgrid_shared::spec::Resources::default(),
        packages: None,
        network: false,
        work: "/w".into(),
        line: "/l".into(),
    }
}

fn asked(layout: Layout) -> (Value, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = found(folder.path(), &["crun"], layout.clone()).unwrap();
    let env = ["A=image", "LANG=C.UTF-8", "PATH=/opt/bin"].map(str::to_owned);
    let volumes = ["/data", "/tmp", "/work"].map(str::to_owned);
    let copy = Copy::new("/copy".into(), (env.into(), volumes.into()), None);
    let group = Group::of(&Arc::new(layout), NodeId::new(), "a");
    let config = bundle::config(&runtime, &group, &wish(), &copy).unwrap();
    let command = runtime.command("a", &group, "/l/rgrid-init".as_ref());
    let words = std::iter::once(command.as_std().get_program());
    let words = words.chain(command.as_std().get_args());
    (
        config,
        words
            .map(|word| word.to_string_lossy().into_owned())
            .collect(),
    )
}

/// R-E1: what Docker is asked for, and nothing more.
#[test]
fn a_bundle_closes_every_door() {
    let (config, _) = asked(each());
    assert_eq!(config["root"]["readonly"], true);
    let process = &config["process"];
    assert_eq!(process["noNewPrivileges"], true);
    assert!(
        process["capabilities"]
            .as_object()
            .unwrap()
            .values()
            .all(|set| set == &Value::Array(Vec::new()))
    );
    assert_eq!(process["args"], serde_json::json!(["/.rgrid/rgrid-init"]));
    let env: Vec<_> = process["env"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        env,
        [
            "A=image",
            "HOME=/tmp",
            "HOSTNAME=rgrid",
            "LANG=C.UTF-8",
            "PATH=/opt/bin"
        ]
    );
}

/// R-E1: only `/work` and `/tmp` can be written.
#[test]
fn volumes_are_covered_and_nothing_of_the_node_is_shared() {
    let (config, _) = asked(each());
    let linux = &config["linux"];
    assert!(
        linux["seccomp"]["defaultAction"] == "SCMP_ACT_ERRNO"
            && config["annotations"] == serde_json::json!({})
    );
    let kinds = linux["namespaces"].as_array().unwrap().len();
    assert_eq!(kinds, 6);
    let mounts = config["mounts"].as_array().unwrap();
    let to = |path: &str| {
        mounts
            .iter()
            .filter(|mount| mount["destination"] == path)
            .collect::<Vec<_>>()
    };
    assert_eq!(to("/data")[0]["options"][0], "ro");
    assert_eq!((to("/tmp").len(), to("/work").len()), (1, 1));
    assert!(linux.get("resources").is_none(), "the groups are ours");
}

#[test]
fn the_runtime_makes_its_own_group_below_ours_under_version_2_and_inherits_it_under_version_1() {
    let (config, words) = asked(Layout::One("/sys/fs/cgroup".into()));
    assert!(words[0].ends_with("/crun") && !words.iter().any(|word| word.contains("disabled")));
    let group = config["linux"]["cgroupsPath"].as_str().unwrap();
    assert!(
        group.starts_with("/rgrid/node_") && group.ends_with("/a/box"),
        "{group}"
    );
    let resources = &config["linux"]["resources"];
    assert_eq!(resources["memory"]["limit"], resources["memory"]["swap"]);
    assert_eq!(resources["devices"][0]["allow"], false);
    let (_, words) = asked(each());
    assert_eq!(words[..2], ["/l/rgrid-init", "join"]);
    assert_eq!(
        words[3], "/sys/fs/cgroup/unified",
        "what the runtime shall not see"
    );
    let at = words.iter().position(|word| word == "--").unwrap();
    assert!(words[at - 1].starts_with("/sys/fs/cgroup/memory/rgrid/"));
    assert!(words[at + 2] == "--cgroup-manager=disabled");
}

/// R-E1.
#[test]
fn system_calls_are_refused_unless_they_are_listed() {
    let profile = seccomp::profile().unwrap();
    assert_eq!(profile["defaultAction"], "SCMP_ACT_ERRNO");
    let rules = profile["syscalls"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule.get("arch").is_none()));
    let with = |name: &str| {
        let named = |rule: &&Value| rule["names"].as_array().unwrap().iter().any(|n| n == name);
        rules.iter().find(named)
    };
    for closed in [
        "mount",
        "bpf",
        "unshare",
        "io_uring_setup",
        "kexec_load",
        "keyctl",
        "setns",
    ] {
        assert!(with(closed).is_none(), "{closed}");
    }
    assert_eq!(with("clone3").unwrap()["errnoRet"], 38);
    assert_eq!(with("socket").unwrap()["args"][0]["value"], 40);
    assert!(with("openat").is_some());
}
