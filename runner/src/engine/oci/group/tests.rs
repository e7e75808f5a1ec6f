use std::{fs, path::Path, sync::Arc};

use rgrid_shared::{id::NodeId, spec::Resources};

use super::{super::layout::Layout, Group, each, sweep};

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

const LIMITED: Resources = Resources {
    memory_bytes: 64 << 20,
    pids: 40,
    disk_bytes: 1 << 20,
    cpu_millis: 1_500,
};

#[test]
fn each_controller_gets_the_limits_that_it_has_files_for() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        "memory.limit_in_bytes",
        "memory.memsw.limit_in_bytes",
        "cpu.cfs_period_us",
        "cpu.cfs_quota_us",
        "pids.max",
    ];
    for file in files {
        fs::write(folder.path().join(file), "").unwrap();
    }
    each::limit(folder.path(), &LIMITED).unwrap();
    let limits = files.map(|file| read(folder.path(), file));
    assert_eq!(limits, ["67108864", "67108864", "100000", "150000", "40"]);
    assert!(!folder.path().join("devices.allow").exists());
}

#[test]
fn a_machine_that_cannot_limit_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Arc::new(Layout::Each {
        controllers: vec![folder.path().into()],
        mixed: None,
    });
    let group = Group::of(&layout, NodeId::new(), "a");
    let error = group.make(&LIMITED).unwrap_err();
    assert!(error.to_string().contains("`pids.max`"), "{error}");
    assert_eq!(group.for_runtime(), None);
    group.remove().unwrap();
    assert_eq!(
        fs::read_dir(folder.path().join("rgrid")).unwrap().count(),
        0
    );
}

#[test]
fn under_version_2_controllers_are_handed_down_to_a_group_that_outlives_the_runtimes() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Arc::new(Layout::One(folder.path().into()));
    let node = NodeId::new();
    let group = Group::of(&layout, node, "a");
    group.make(&LIMITED).unwrap();
    let ours = format!("rgrid/{node}/a");
    assert_eq!(group.for_runtime(), Some(format!("/{ours}/box")));
    assert_eq!(group.paths(), [ours.clone(), format!("{ours}/box")]);
    for path in ["", "rgrid", &ours] {
        let handed = read(&folder.path().join(path), "cgroup.subtree_control");
        assert_eq!(handed, "+cpu +memory +pids");
    }
    let inner = folder.path().join(&ours).join("box");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("cgroup.procs"), "4194304\n4194303\n").unwrap();
    assert_eq!(group.processes().len(), 2);
    let runtime_is_outside = group.leave_to_the_job(1);
    runtime_is_outside.unwrap();
    assert_eq!(sweep(&layout, NodeId::new()).unwrap(), 0, "another node's");
}

/// On the groups of this machine, where the tests may make some.
#[test]
fn what_a_killed_runner_left_is_ended_and_removed_by_the_name_of_the_node() {
    let Some(layout) = Layout::of_this_machine().filter(|_| rustix::process::geteuid().is_root())
    else {
        return;
    };
    let (layout, node) = (Arc::new(layout), NodeId::new());
    let group = Group::of(&layout, node, "left");
    group.make(&LIMITED).unwrap();
    let mut process = std::process::Command::new("sleep")
        .arg("600")
        .spawn()
        .unwrap();
    let inner = match group.for_runtime() {
        Some(_) => group.folders()[0].join("box"),
        None => group.folders()[0].clone(),
    };
    fs::create_dir_all(&inner).unwrap();
    fs::write(inner.join("cgroup.procs"), process.id().to_string()).unwrap();
    assert!(group.processes().contains(&process.id()));
    let reaping = std::thread::spawn(move || process.wait().unwrap());
    assert_eq!(sweep(&layout, node).unwrap(), 1);
    assert!(!reaping.join().unwrap().success());
    assert!(group.folders().iter().all(|folder| !folder.exists()));
    assert_eq!(sweep(&layout, node).unwrap(), 0);
}
