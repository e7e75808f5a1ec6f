//! The help pages, kept in `docs/CLI.md`.

use std::{fmt::Write, fs, path::Path};

use crate::scene::Scene;

/// `docs/CLI.md` is written by `UPDATE_DOCS=1 cargo nextest run`, and never by hand.
#[test]
fn the_reference_is_what_the_binary_says() {
    let mut cli = rgrid::args::tree()
        .term_width(90)
        .color(clap::ColorChoice::Never);
    cli.build();
    let mut text = String::from(
        "# Commands\n\nEvery page of `rgrid --help`, written by a test (`UPDATE_DOCS=1 cargo nextest run the_reference`).\n",
    );
    page(&mut cli, &mut text);
    text.push_str("\n## Exit codes\n\nA single attached run exits with the script's own code; killed by signal N: 128+N.\n\n");
    text.push_str("| code | meaning |\n|---|---|\n");
    for (code, meaning) in rgrid_shared::error::exit::TABLE {
        writeln!(text, "| {code} | {meaning} |").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/CLI.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/CLI.md is old: UPDATE_DOCS=1 cargo nextest run the_reference"
    );
}

fn page(command: &mut clap::Command, text: &mut String) {
    let name = command.get_bin_name().unwrap_or("rgrid").to_owned();
    flows(command, &name);
    let help = command.render_long_help().to_string();
    let lines: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
    writeln!(
        text,
        "
## `{name}`

```text
{}
```",
        lines.join(
            "
"
        )
    )
    .unwrap();
    for sub in command.get_subcommands_mut() {
        page(sub, text);
    }
}

/// What fits the terminal is the terminal's: no sentence is broken by hand.
fn flows(command: &clap::Command, name: &str) {
    let texts = [command.get_before_help(), command.get_after_help()];
    let texts = texts.map(|text| text.map(ToString::to_string).unwrap_or_default());
    for line in texts.iter().flat_map(|text| text.lines()) {
        let whole = line.starts_with("  ") || line.is_empty() || line.ends_with(['.', ':']);
        assert!(whole || name.ends_with("completions"), "{name}: {line}");
    }
}

#[test]
fn help_of_a_command_and_of_the_exit_codes_is_there() {
    let scene = Scene::new();
    let codes = scene.run(&["help", "exit-codes"]);
    assert!(
        codes.out.contains("  124  the job ran into its timeout"),
        "{}",
        codes.out
    );
    let page = scene.run(&["help", "keys", "create"]);
    assert!(
        page.code == 0 && page.out.contains("rgrid keys create"),
        "{}",
        page.out
    );
    let wrong = scene.run(&["help", "exitcodes"]);
    assert_eq!(wrong.code, 240);
    assert_eq!(
        wrong.err,
        "rgrid: there is no help on `exitcodes`\nhint: rgrid help exit-codes\n"
    );
}

/// Two commands, found with nothing but the first page.
#[test]
fn the_first_page_tells_how_to_run_yesterdays_failed_items_again() {
    let page = Scene::new().run(&["--help"]).out;
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(at("rgrid list --batches --since 2d") < at("rgrid retry BATCH --wait"));
    assert!(at("Examples:") < at("Usage:"), "{page}");
}

#[test]
fn manual_pages_are_written_for_every_command() {
    let scene = Scene::new();
    let said = scene.run(&["help", "--man", "man1"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let run = std::fs::read_to_string(scene.cwd().join("man1/rgrid-run.1")).unwrap();
    assert!(
        run.starts_with('.') && run.contains("rgrid run process.py data.csv"),
        "{run}"
    );
    for name in ["rgrid", "rgrid-keys-create", "rgrid-config-set"] {
        assert!(
            scene.cwd().join(format!("man1/{name}.1")).exists(),
            "{name}"
        );
    }
}

#[test]
fn completions_are_made_for_each_shell() {
    let scene = Scene::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let said = scene.run(&["completions", shell]);
        assert!(
            said.code == 0 && said.out.contains("rgrid"),
            "{shell}: {}",
            said.err
        );
    }
}

/// The first output is there before a person notices a wait.
#[test]
fn help_comes_at_once() {
    let scene = Scene::new();
    let best = (0..5).map(|_| {
        let begun = std::time::Instant::now();
        scene.run(&["--help"]);
        begun.elapsed()
    });
    assert!(best.min().unwrap() < std::time::Duration::from_millis(100));
}
