use std::collections::BTreeMap;

use super::Config;
use crate::engine::Choice;

fn env(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| (format!("RGRID_RUNNER_{name}"), (*value).to_owned()))
        .collect()
}

const LEAST: [(&str, &str); 2] = [
    ("URL", "https://grid.example.com/"),
    ("STATE_DIR", "/var/x"),
];

#[test]
fn an_address_and_a_folder_are_enough() {
    let config = Config::load(None, &env(&LEAST)).unwrap();
    assert!(config.slots >= 1 && !config.name.is_empty());
    assert_eq!(
        config.socket_url(),
        "wss://grid.example.com/v1/nodes/connect"
    );
    assert_eq!(
        Config::new("http://h:1", "/s").socket_url(),
        "ws://h:1/v1/nodes/connect"
    );
}

#[test]
fn the_environment_wins_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("runner.toml");
    std::fs::write(
        &file,
        "url = 'http://a'\nstate_dir = '/s'\nslots = 3\nname = 'n'",
    )
    .unwrap();
    let config = Config::load(Some(&file), &env(&[("SLOTS", "7")])).unwrap();
    assert_eq!(
        (config.slots, config.name.as_str(), config.url.as_str()),
        (7, "n", "http://a")
    );
}

#[test]
fn bad_values_are_refused_with_their_name() {
    let bad = [
        (("SLOTS", "many"), "SLOTS"),
        (("SLOTS", "0"), "`slots` is 0"),
        (("URL", "grid.example.com"), "`url`"),
        (("NAME", ""), "`name`"),
        (("EXTRA_CA_BUNDLE", "/no/such/file"), "extra_ca_bundle"),
        (("COLOUR", "blue"), "colour"),
        (("DISK_FLOOR_BYTES", "-1"), "invalid value"),
        (("ENGINE", "podman"), "podman"),
    ];
    for (pair, words) in bad {
        let mut env = env(&LEAST);
        env.extend(self::env(&[pair]));
        let error = Config::load(None, &env).unwrap_err().to_string();
        assert!(error.contains(words), "{pair:?}: {error}");
    }
    let error = Config::load(None, &env(&[("URL", "http://a")]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("state_dir"), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_or_understood_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("runner.toml");
    let error = Config::load(Some(&file), &env(&LEAST))
        .unwrap_err()
        .to_string();
    assert!(error.contains("runner.toml"), "{error}");
    std::fs::write(&file, "url = ").unwrap();
    let error = Config::load(Some(&file), &env(&LEAST))
        .unwrap_err()
        .to_string();
    assert!(error.contains("runner.toml"), "{error}");
}

#[test]
fn tokens_never_show_in_debug_output() {
    let config = Config::load(None, &env(&[LEAST[0], LEAST[1], ("ENROL_TOKEN", "s3cret")]));
    assert!(!format!("{:?}", config.unwrap()).contains("s3cret"));
}

/// Of this process nothing is told by the environment.
#[test]
fn a_file_alone_is_enough() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("runner.toml");
    std::fs::write(
        &file,
        "url = 'http://a'\nstate_dir = '/s'\ndrain_timeout_s = 9",
    )
    .unwrap();
    let config = Config::from_env(Some(&file)).unwrap();
    assert_eq!(
        (config.url.as_str(), config.drain_timeout_s),
        ("http://a", Some(9))
    );
    let error = Config::from_env(None).unwrap_err().to_string();
    assert!(error.contains("RGRID_RUNNER_"), "{error}");
}

#[test]
fn the_engine_is_chosen_by_its_name() {
    let names = [
        ("auto", Choice::Auto),
        ("oci", Choice::Oci),
        ("docker", Choice::Docker),
    ];
    for (name, choice) in names {
        let mut env = env(&LEAST);
        env.extend(self::env(&[("ENGINE", name)]));
        assert_eq!(Config::load(None, &env).unwrap().engine, choice);
        assert_eq!(name.parse(), Ok(choice));
    }
    let refused = "podman".parse::<Choice>().unwrap_err();
    assert!(refused.contains("auto, oci or docker"), "{refused}");
}
