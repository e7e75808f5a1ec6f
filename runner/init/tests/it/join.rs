//! Under control groups of version 1 the program joins them and becomes the runtime.

use std::process::Command;

#[test]
fn it_joins_groups_and_becomes_the_runtime_or_says_in_the_log_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let (log, group) = (folder.path().join("log"), folder.path().join("group"));
    let joined = |group: &std::path::Path| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rgrid-init"));
        program.args([
            "join".as_ref(),
            log.as_os_str(),
            "".as_ref(),
            group.as_os_str(),
        ]);
        program.args(["--", "sh", "-c", "echo $0 $1", "became", "--"]);
        program.output().unwrap()
    };
    assert!(!joined(&group).status.success());
    let why = std::fs::read_to_string(&log).unwrap();
    assert!(
        why.contains("group") && why.contains("No such file"),
        "{why}"
    );
    std::fs::create_dir(&group).unwrap();
    assert_eq!(joined(&group).stdout, b"became --\n");
    let who = std::fs::read(group.join("cgroup.procs")).unwrap();
    assert_eq!(who, b"0", "itself");
}
