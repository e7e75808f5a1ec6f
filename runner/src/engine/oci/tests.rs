mod bundles;

use std::{fs, path::Path};

use super::{
    layout::Layout,
    runtime::{Runtime, labels},
};

const MIXED: &str = "\
31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
";

#[test]
fn the_layout_of_control_groups_is_read_from_the_mounts() {
    let each = Layout::read(MIXED);
    let controllers = ["/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/memory"];
    let expected = Layout::Each {
        controllers: controllers.map(Into::into).into(),
        mixed: Some("/sys/fs/cgroup/unified".into()),
    };
    assert_eq!(each, Some(expected));
    let one = "30 23 0:27 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    assert_eq!(
        Layout::read(one),
        Some(Layout::One("/sys/fs/cgroup".into()))
    );
    assert_eq!(Layout::read("22 1 0:20 / / rw - ext4 /dev/vda rw\n"), None);
}

/// A runtime as it is found among programs of these names.
fn found(folder: &Path, names: &[&str], layout: Layout) -> Result<Runtime, String> {
    for name in names {
        fs::write(folder.join(name), "").unwrap();
    }
    let path = folder.as_os_str().to_owned();
    Runtime::find_in(&path, layout, folder.join("home"))
}

fn each() -> Layout {
    Layout::read(MIXED).unwrap()
}

#[test]
fn a_machine_without_a_runtime_is_told_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let one = || Layout::One("/sys/fs/cgroup".into());
    let lacks = |names: &[&str], layout| found(folder.path(), names, layout).unwrap_err();
    assert_eq!(lacks(&[], one()), "no crun or runc on the path");
    // Under version 1 it takes the last numbers of its groups away.
    assert_eq!(lacks(&["runc"], each()), "no crun on the path");
    found(folder.path(), &["runc"], one()).unwrap();
    found(folder.path(), &["crun"], each()).unwrap();
}

/// R-E1: a label that Docker would give is given, or Docker gives it.
#[test]
fn a_kernel_that_labels_sandboxes_has_them_labelled() {
    let sys = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = sys.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    assert_eq!(labels(sys.path()), Ok(None));
    write("module/apparmor/parameters/enabled", "Y\n");
    assert!(labels(sys.path()).unwrap_err().contains("docker-default"));
    write(
        "kernel/security/apparmor/profiles",
        "docker-default (enforce)\n",
    );
    assert_eq!(labels(sys.path()), Ok(Some("docker-default".into())));
    write("fs/selinux/enforce", "1");
    assert!(labels(sys.path()).unwrap_err().contains("SELinux"));
}
