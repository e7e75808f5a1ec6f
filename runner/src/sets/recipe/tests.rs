use rgrid_shared::spec::Secret;

use super::{named, names_secrets, operators_env};

#[test]
fn an_installer_gets_the_operators_settings_and_nothing_else_of_the_node() {
    let given = [
        ("PIP_INDEX_URL", "https://packages.example"),
        ("HTTPS_PROXY", "http://proxy.example:3128"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
        ("RGRID_RUNNER_NODE_TOKEN", "hush"),
        ("PATH", "/bin"),
    ];
    let given = given.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let env = operators_env(given.into_iter());
    let names: Vec<_> = env.keys().map(String::as_str).collect();
    assert_eq!(names, ["HTTPS_PROXY", "PIP_INDEX_URL", "UV_DEFAULT_INDEX"]);
    assert_eq!(env["UV_DEFAULT_INDEX"], "https://packages.example");
}

#[test]
fn an_installer_gets_the_secrets_that_the_list_names_and_no_others() {
    let secrets = ["TOKEN", "TOKEN_2", "OTHER"].map(|name| (name.to_owned(), Secret::new("hush")));
    let list = "--index-url https://x:${TOKEN}@packages.example\n$OTHER $TOKEN_2\n";
    let env = named(list, &secrets.into());
    assert_eq!(env.keys().collect::<Vec<_>>(), ["TOKEN"]);
    assert_eq!(env["TOKEN"], "hush");
    assert!(names_secrets(list), "whether it has them or not");
    assert!(!names_secrets("pandas==2.2.3\n"));
}
