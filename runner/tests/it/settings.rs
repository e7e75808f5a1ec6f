//! What the program is told, and what it says when that cannot work.

use std::process::Command;

fn refusal(env: &[(&str, &str)]) -> String {
    let mut runner = Command::new(env!("CARGO_BIN_EXE_rgrid-runner"));
    let output = runner.envs(env.iter().copied()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn settings_that_cannot_work_are_told_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("runner.toml");
    let named = file.to_str().unwrap();
    let missing = refusal(&[("RGRID_RUNNER_CONFIG", named)]);
    assert!(missing.contains("runner.toml"), "{missing}");
    std::fs::write(&file, "url = 'http://127.0.0.1:1'\nslots = 2").unwrap();
    let least = refusal(&[("RGRID_RUNNER_CONFIG", named)]);
    assert!(least.contains("state_dir"), "{least}");
    let wins = refusal(&[("RGRID_RUNNER_CONFIG", named), ("RGRID_RUNNER_SLOTS", "x")]);
    assert!(
        wins.contains("RGRID_RUNNER_SLOTS: `x` is no number"),
        "{wins}"
    );
}
