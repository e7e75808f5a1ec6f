use std::collections::BTreeMap;

use super::Config;

const FILE: &str = r#"
database_url = "postgres://localhost/rgrid"
[s3]
endpoint = "http://127.0.0.1:9000"
access_key = "a"
secret_key = "very secret"
"#;

fn load(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    let variable = |name: &str| variables.get(name).map(|value| (*value).to_owned());
    Config::load(Some(file.path()), variable).map_err(|error| error.to_string())
}

#[test]
fn a_file_with_the_necessary_settings_is_enough() {
    let config = load(FILE, &[]).unwrap();
    assert_eq!(config.listen.port(), 7430);
    assert!(config.listen.ip().is_loopback());
    assert_eq!(config.s3.bucket, "rgrid");
}

#[test]
fn variables_win_over_the_file_and_stand_alone() {
    let set = [("RGRID_LISTEN", "0.0.0.0:80"), ("RGRID_S3_BUCKET", "other")];
    let config = load(FILE, &set).unwrap();
    assert_eq!(
        (config.listen.port(), config.s3.bucket.as_str()),
        (80, "other")
    );
    let alone = [
        ("RGRID_DATABASE_URL", "postgresql://db/x"),
        ("RGRID_S3_ENDPOINT", "https://s3.example.org"),
        ("RGRID_S3_ACCESS_KEY", "a"),
        ("RGRID_S3_SECRET_KEY", "b"),
        ("RGRID_DATABASE_MAX_CONNECTIONS", "40"),
    ];
    assert_eq!(load("", &alone).unwrap().database.max_connections, 40);
}

#[test]
fn a_bad_value_is_refused_with_a_sentence_that_names_it() {
    let wrong = [
        ("RGRID_DATABASE_URL", "mysql://x", "database_url"),
        ("RGRID_LISTEN", "nowhere", "listen"),
        ("RGRID_PUBLIC_URL", "ftp://x", "public_url"),
        ("RGRID_S3_ENDPOINT", "x", "s3.endpoint"),
        ("RGRID_S3_BUCKET", "x", "s3.bucket"),
        (
            "RGRID_DATABASE_MAX_CONNECTIONS",
            "many",
            "RGRID_DATABASE_MAX_CONNECTIONS",
        ),
        (
            "RGRID_DATABASE_MAX_CONNECTIONS",
            "1",
            "database.max_connections",
        ),
        ("RGRID_HTTP_SHUTDOWN_S", "0", "http.shutdown_s"),
    ];
    for (name, value, field) in wrong {
        let error = load(FILE, &[(name, value)]).unwrap_err();
        assert!(error.contains(field), "{name}={value}: {error}");
    }
}

#[test]
fn a_misspelt_or_missing_setting_is_refused() {
    let misspelt = format!("databse_url = 'x'\n{FILE}");
    assert!(load(&misspelt, &[]).unwrap_err().contains("databse_url"));
    assert!(load("", &[]).unwrap_err().contains("database_url"));
    let missing = Config::load(Some(std::path::Path::new("/no/such/file")), |_| None);
    assert!(missing.unwrap_err().to_string().contains("/no/such/file"));
    assert!(
        load("s3 = 1", &[("RGRID_S3_BUCKET", "abc")])
            .unwrap_err()
            .contains("s3")
    );
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let config = load(FILE, &[]).unwrap();
    assert!(!format!("{config:?}").contains("very secret"));
}

#[test]
fn a_broken_line_is_not_repeated_with_its_secret() {
    let error = load("[s3]\nsecret_key = hunter2", &[]).unwrap_err();
    assert!(!error.contains("hunter2"), "{error}");
    assert!(error.starts_with("the configuration is wrong: "), "{error}");
}

#[test]
fn further_bad_values_are_named_and_a_file_is_not_necessary() {
    let wrong = [
        (
            "RGRID_DATABASE_ACQUIRE_TIMEOUT_S",
            "0",
            "database.acquire_timeout_s",
        ),
        ("RGRID_S3_PUBLIC_ENDPOINT", "nowhere", "s3.public_endpoint"),
    ];
    for (name, value, field) in wrong {
        let error = load(FILE, &[(name, value)]).unwrap_err();
        assert!(error.contains(field), "{name}={value}: {error}");
    }
    let variable = |name: &str| match name {
        "RGRID_DATABASE_URL" => Some("postgres://db/x".to_owned()),
        "RGRID_S3_ENDPOINT" => Some("https://s3.example.org".to_owned()),
        "RGRID_S3_ACCESS_KEY" | "RGRID_S3_SECRET_KEY" => Some("a".to_owned()),
        _ => None,
    };
    let config = Config::load(None, variable).unwrap();
    assert_eq!(config.s3.endpoint, "https://s3.example.org");
}
