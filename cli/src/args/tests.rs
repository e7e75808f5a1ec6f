use clap::CommandFactory;

use super::*;
use crate::{commands::run::RunArgs, config::Config};

fn run(words: &[&str]) -> RunArgs {
    let raw: Vec<_> = ["rgrid", "run"]
        .iter()
        .chain(words)
        .map(Into::into)
        .collect();
    let Command::Run(run) = parse(&raw, &Config::default()).unwrap().command else {
        panic!("not a run: {raw:?}");
    };
    *run
}

#[test]
fn the_command_line_is_well_formed() {
    Cli::command().debug_assert();
}

/// R-L1: flags after the script belong to the script.
#[test]
fn what_stands_after_the_script_belongs_to_it() {
    let args = run(&["--cpu", "2", "p.py", "--cpu", "9", "--", "-x", "--json"]);
    assert_eq!(args.words, ["p.py", "--cpu", "9", "--", "-x", "--json"]);
    assert_eq!(args.cpu, Some(2_000));
    assert!(!args.plain);
}

#[test]
fn after_two_dashes_comes_a_plain_command() {
    let args = run(&[
        "--runtime",
        "ffmpeg",
        "--",
        "ffmpeg",
        "-i",
        "a",
        "--batch",
        "b",
    ]);
    assert_eq!(args.words, ["ffmpeg", "-i", "a", "--batch", "b"]);
    assert!(args.plain && args.batch.is_empty());
}

/// R-L2: the shell's expansion or a quoted pattern, and flags of ours after it.
#[test]
fn batch_may_stand_after_the_script_and_gives_the_word_back_to_us() {
    let args = run(&[
        "c.py",
        "-q",
        "3",
        "--batch",
        "a.png",
        "b.png",
        "--runtime",
        "ffmpeg",
        "--parallel",
        "20",
    ]);
    assert_eq!(args.words, ["c.py", "-q", "3"]);
    assert_eq!(args.batch, ["a.png", "b.png"]);
    assert_eq!(
        (args.within.runtime.as_deref(), args.parallel),
        (Some("ffmpeg"), Some(20))
    );
    let args = run(&["c.py", "--batch=*.png", "--flat"]);
    assert_eq!(args.batch, ["*.png"]);
    assert!(args.flat);
}

#[test]
fn a_batch_of_a_plain_command_names_its_files_before_it() {
    let args = run(&[
        "--batch", "a.png", "b.png", "--", "ffmpeg", "-i", "{}", "o.jpg",
    ]);
    assert_eq!(args.batch, ["a.png", "b.png"]);
    assert!(args.plain);
}

#[test]
fn the_flags_of_a_script_that_are_like_ours_are_its_own_after_two_dashes() {
    let args = run(&["p.py", "--", "--batch", "x"]);
    assert_eq!(args.words, ["p.py", "--", "--batch", "x"]);
    assert!(args.batch.is_empty());
}

#[test]
fn wrong_values_are_sentences() {
    for (flag, value, says) in [
        ("--memory", "lots", "512M, 2G"),
        ("--cpu", "0", "2 or 0.5"),
        ("--timeout", "soon", "90s, 10m"),
        ("-m", "x", "KEY=VALUE"),
    ] {
        let raw: Vec<_> = ["rgrid", "run", flag, value, "p.py"]
            .iter()
            .map(Into::into)
            .collect();
        let text = parse(&raw, &Config::default()).unwrap_err().to_string();
        assert!(text.contains(says), "{text}");
    }
}

/// What the papers say is typed can be typed.
#[test]
fn the_lines_of_the_papers_are_parsed() {
    let papers = [
        include_str!("../../../README.md"),
        include_str!("../../../docs/BATCHES.md"),
        include_str!("../../../docs/DEPENDENCIES.md"),
        include_str!("../../../docs/OPERATIONS.md"),
    ];
    let lines = papers.iter().flat_map(|paper| paper.lines());
    let lines: Vec<_> = lines
        .filter_map(|line| line.strip_prefix("$ rgrid "))
        .collect();
    assert!(lines.len() > 10, "{lines:?}");
    for line in lines {
        let typed = line.split(" #").next().unwrap_or(line);
        let words = typed.split_whitespace();
        let words = words.map(|word| word.trim_matches('\''));
        let raw: Vec<_> = ["rgrid"].into_iter().chain(words).map(Into::into).collect();
        if let Err(error) = parse(&raw, &Config::default()) {
            panic!("{line}: {error}");
        }
    }
}
