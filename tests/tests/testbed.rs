//! The test bed itself.

use std::fs;

use assert_cmd::cargo::CommandCargoExt;

fn bed(script: &str) -> Option<std::process::Output> {
    let mut command = std::process::Command::cargo_bin("testbed").ok()?;
    command.args(["--", "sh", "-c", script]);
    command.env_remove("RGRID_WEED").output().ok()
}

#[test]
fn the_bed_has_a_database_for_as_long_as_its_command_runs() {
    let output =
        bed("echo \"$DATABASE_URL\"; test -S \"${DATABASE_URL##*host=}/.s.PGSQL.5432\"").unwrap();
    assert!(output.status.success(), "{output:?}");
    let url = String::from_utf8(output.stdout).unwrap();
    let (_, socket_dir) = url.trim_end().split_once("host=").unwrap();
    assert!(!fs::exists(socket_dir).unwrap(), "nothing is left behind");
}

#[test]
fn the_bed_ends_with_the_code_of_its_command() {
    assert_eq!(bed("exit 7").unwrap().status.code(), Some(7));
    assert_eq!(bed("kill -9 $$").unwrap().status.code(), Some(137));
}

#[test]
fn a_bed_without_a_command_says_how_to_use_it() {
    let output = std::process::Command::cargo_bin("testbed")
        .unwrap()
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("-- COMMAND ARGUMENTS"));
}
