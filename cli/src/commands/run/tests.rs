use super::*;
use crate::plan::Line;
use crate::plan::Plan;

fn plan_of(program: &str) -> (tempfile::TempDir, Plan) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(program), "").unwrap();
    let line = Line {
        program: program.into(),
        ..Line::default()
    };
    let plan = plan::make(&line, dir.path()).unwrap();
    (dir, plan)
}

/// R-L6: `--env A=1 --env B=x=y`; the value may contain an equals sign.
#[test]
fn variables_come_from_flags_files_and_here_and_flags_win() {
    let (dir, plan) = plan_of("p.sh");
    let file = dir.path().join("vars");
    std::fs::write(&file, "# c\n\nA=0\nexport Q=\"a b\"\nS='x=y'\n").unwrap();
    let args = RunArgs {
        env: vec!["A=1".into(), "B=x=y".into(), "PATH".into()],
        env_file: vec![file],
        secret: vec!["T=hush".into()],
        ..RunArgs::default()
    };
    let spec = spec::of(&args, &plan).unwrap();
    assert_eq!(spec.env["A"], "1");
    assert_eq!(spec.env["B"], "x=y");
    assert_eq!(spec.env["Q"], "a b");
    assert_eq!(spec.env["S"], "x=y");
    assert_eq!(spec.env["PATH"], std::env::var("PATH").unwrap());
    assert!(!format!("{spec:?}").contains("hush"));
}

#[test]
fn a_variable_that_is_not_set_and_a_broken_line_are_sentences() {
    let (dir, plan) = plan_of("p.sh");
    let args = RunArgs {
        env: vec!["RGRID_TEST_UNSET".into()],
        ..RunArgs::default()
    };
    let failure = spec::of(&args, &plan).unwrap_err();
    assert_eq!(
        failure.message,
        "--env RGRID_TEST_UNSET: no such variable is set here"
    );
    let file = dir.path().join("vars");
    std::fs::write(&file, "A=1\nnonsense\n").unwrap();
    let args = RunArgs {
        env_file: vec![file],
        ..RunArgs::default()
    };
    assert!(
        spec::of(&args, &plan)
            .unwrap_err()
            .message
            .starts_with("line 2 of ")
    );
}

#[test]
fn a_broken_rule_names_the_flag() {
    let (_dir, plan) = plan_of("p.sh");
    let args = RunArgs {
        memory: Some(1),
        timeout: Some(9_999_999),
        ..RunArgs::default()
    };
    let failure = spec::of(&args, &plan).unwrap_err();
    assert!(
        failure.message.contains("--memory: between 16M and 4T"),
        "{failure}"
    );
    assert!(failure.message.contains("--timeout: between"), "{failure}");
}

#[test]
fn without_a_script_the_usage_is_said() {
    assert_eq!(
        RunArgs::default().line().unwrap_err().message,
        "name a script to run"
    );
    let swallowed = RunArgs {
        batch: vec!["in/*".into(), "script.py".into()],
        ..RunArgs::default()
    };
    let failure = swallowed.line().unwrap_err();
    assert!(failure.message.contains("before `--batch`"), "{failure}");
}
