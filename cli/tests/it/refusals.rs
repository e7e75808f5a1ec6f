//! Words that the command line does not have (R-L11).

use crate::scene::Scene;

#[test]
fn a_wrong_word_is_told_with_what_was_probably_meant() {
    for (words, says) in [
        (&["rnu"][..], "there is no command `rnu`\nhint: rgrid run\n"),
        (
            &["keys", "maek"],
            "there is no command `maek`\nhint: rgrid help keys\n",
        ),
        (
            &["run", "--paralel", "3"],
            "`rgrid run` has no flag `--paralel`\nhint: --parallel\n",
        ),
        (
            &["list", "x"],
            "`x` is one word too many for `rgrid list`\nhint: rgrid help list\n",
        ),
        (
            &["run", "--memory", "lots", "p"],
            "--memory `lots`: give a size such as 512M, 2G or 1.5G\nhint: rgrid help run\n",
        ),
        (
            &["run", "--memory"],
            "`--memory` wants a value\nhint: rgrid help run\n",
        ),
    ] {
        told(words, says);
    }
    let alone = Scene::new().run(&[]);
    assert_eq!(alone.code, 240);
    assert!(alone.err.contains("Commands:"), "{}", alone.err);
}

#[test]
fn a_wrong_value_is_told_with_those_that_are_right() {
    for (words, says) in [
        (
            &["--color", "alway", "list"][..],
            "--color: there is no `alway`; one of: auto, always, never\nhint: --color always\n",
        ),
        (
            &["run", "--image", "a:1", "--runtime", "b", "p"],
            "`--image` and `--runtime` cannot stand together\nhint: rgrid help run\n",
        ),
        (
            &["cancel"],
            "`rgrid cancel` wants <ID>...\nhint: rgrid help cancel\n",
        ),
        (
            &["completions"],
            "`rgrid completions` wants <bash|elvish|fish|powershell|zsh>\nhint: rgrid help completions\n",
        ),
        (
            &["keys", "revoke", "x"],
            "<KEY>... `x`: `x` is no API key id; one looks like `key_01jd…`, 30 characters\nhint: rgrid keys list\n",
        ),
        (
            &["completions", "tcsh"],
            "there is no `tcsh`; one of: bash, elvish, fish, powershell, zsh\nhint: rgrid completions zsh\n",
        ),
    ] {
        told(words, says);
    }
}

/// Who asked for JSON gets a document, not a page of help.
#[test]
fn a_missing_command_is_a_document_where_json_was_asked_for() {
    let said = Scene::new().run(&["--json", "config"]);
    let told: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let message = &told["error"]["message"];
    assert_eq!((said.code, message), (240, &"a command is missing".into()));
}

#[track_caller]
fn told(words: &[&str], says: &str) {
    let said = Scene::new().run(words);
    assert_eq!(
        (said.code, said.err),
        (240, format!("rgrid: {says}")),
        "{words:?}"
    );
}
