use super::*;
use crate::{args, exit::Result};

fn config(variables: &[(&str, &str)], files: &[&str]) -> Config {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let layer = |(at, text): (usize, &&str)| Layer {
        path: format!("/{at}/config.toml").into(),
        values: file::values(text).unwrap(),
    };
    Config {
        variables: variables.iter().map(owned).collect(),
        layers: files.iter().enumerate().map(layer).collect(),
        aside: Vec::new(),
    }
}

fn run(config: &Config, words: &[&str]) -> crate::commands::run::RunArgs {
    let raw: Vec<_> = ["rgrid", "run"]
        .iter()
        .chain(words)
        .map(Into::into)
        .collect();
    let args::Command::Run(run) = args::parse(&raw, config).unwrap().command else {
        panic!("not a run")
    };
    *run
}

/// R-L8: flags win over the environment, that over the project, that over the user.
#[test]
fn the_nearest_layer_wins() {
    let files = [
        "run = { cpu = 2, timeout = \"2m\" }",
        "[run]\ncpu = 3\ntimeout = \"3m\"\nparallel = 3",
    ];
    let all = config(&[("RGRID_RUN_CPU", "4")], &files);
    let args = run(&all, &["p.py"]);
    assert_eq!(
        (args.cpu, args.timeout, args.parallel),
        (Some(4_000), Some(120), Some(3))
    );
    assert_eq!(run(&all, &["--cpu", "5", "p.py"]).cpu, Some(5_000));
    assert_eq!(all.found("run.cpu").unwrap().1.to_string(), "RGRID_RUN_CPU");
    assert_eq!(
        all.found("run.parallel").unwrap().1.to_string(),
        "/1/config.toml"
    );
}

#[test]
fn a_switch_of_a_file_is_undone_by_a_flag() {
    let open = config(&[], &["run.network = true"]);
    assert!(run(&open, &["p.py"]).network);
    assert!(!run(&open, &["--network=false", "p.py"]).network);
    assert!(run(&Config::default(), &["--network", "p.py"]).network);
    let loud = config(
        &[
            ("RGRID_JSON", "1"),
            ("RGRID_RUN_DETACH", "yes"),
            ("RGRID_RUN_ENV", "A=1\nB=2"),
        ],
        &[],
    );
    let raw = ["rgrid", "run", "p.py"].map(Into::into);
    assert!(args::parse(&raw, &loud).unwrap().globals.json);
    let args = run(&loud, &["p.py"]);
    assert!(args.detach);
    assert_eq!(args.env, ["A=1", "B=2"]);
}

#[test]
fn a_wrong_value_is_blamed_on_its_place() {
    let said = |config: &Config| blame(config).map(|failure| failure.message);
    assert_eq!(
        said(&config(&[], &["run.memory = \"lots\""])).unwrap(),
        "/0/config.toml: --memory `lots`: give a size such as 512M, 2G or 1.5G"
    );
    assert_eq!(
        said(&config(&[("RGRID_RUN_NETWORK", "maybe")], &[])).unwrap(),
        "RGRID_RUN_NETWORK: --network is `true` or `false`, not `maybe`"
    );
    assert_eq!(
        said(&config(
            &[("RGRID_LIST_LIMIT", "3")],
            &["color = \"never\""]
        )),
        None
    );
}

fn refused(text: &str) -> (String, Vec<String>) {
    let result: Result<_> = file::values(text);
    let failure = result.unwrap_err();
    (failure.message, failure.hints)
}

#[test]
fn what_no_file_may_hold_is_refused() {
    assert_eq!(
        refused("run.memroy = 1"),
        (
            "there is no setting `run.memroy`".into(),
            vec!["run.memory".into()]
        )
    );
    assert!(refused("url = \"http://x\"").1[0].starts_with("rgrid init"));
    assert_eq!(refused("run.cpu = [1]").0, "run.cpu wants one value");
    assert!(refused("a = 1\nb").0.starts_with("line 2: "));
    assert!(settings::refused_in_a_project("run.output-dir", "../x").is_some());
    assert!(settings::refused_in_a_project("run.output-dir", "out/x").is_none());
}

#[test]
fn every_setting_is_the_default_of_a_flag() {
    for setting in settings::ALL {
        let known = refuses(setting.key, "\u{0}").is_some() || refuses(setting.key, "1").is_none();
        assert!(known, "{}", setting.key);
        let variable = config(&[(&variable(setting.key), "1")], &[]);
        let file = config(&[], &[&format!("{} = 1", setting.key)]);
        let tree = args::tree();
        let used = uses::uses(&tree, &variable).len() + uses::uses(&tree, &file).len();
        assert!(used > 0, "{}", setting.key);
    }
}

#[test]
fn a_setting_is_written_among_lines_that_stay() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a/config.toml");
    write::set(&path, "run.cpu", Some("2")).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "[run]\ncpu = 2\n");
    std::fs::write(&path, "# mine\nrun.cpu = 1 # few\nprofile = \"a\"\n").unwrap();
    write::set(&path, "run.cpu", Some("0.5")).unwrap();
    write::set(&path, "profile", None).unwrap();
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "# mine\nrun.cpu = \"0.5\" # few\n"
    );
}
