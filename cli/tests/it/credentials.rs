//! The file of credentials: broken, unreadable, with several profiles (R-L8).

use std::{fs, os::unix::fs::PermissionsExt};

use crate::{
    errors::NOBODY,
    fake::{Fake, Reply},
    scene::Scene,
};

fn credentials(text: &str) -> Scene {
    let scene = Scene::new();
    let home = scene.cwd().join("../.rgrid");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("credentials"), text).unwrap();
    fs::set_permissions(home.join("credentials"), fs::Permissions::from_mode(0o600)).unwrap();
    scene
}

#[test]
fn credentials_that_are_broken_say_where_and_never_what() {
    let said = credentials("default = 'a'\n[profiles.a]\nurl = 1\nkey = 'hush'\n").run(&["list"]);
    assert_eq!(said.code, 241);
    assert!(
        said.err.contains("credentials is broken at line 3\n"),
        "{}",
        said.err
    );
    assert!(!said.err.contains("hush"), "{}", said.err);
    let folder = Scene::new();
    fs::create_dir_all(folder.cwd().join("../.rgrid/credentials")).unwrap();
    fs::set_permissions(
        folder.cwd().join("../.rgrid/credentials"),
        fs::Permissions::from_mode(0o700),
    )
    .unwrap();
    let said = folder.run(&["list"]);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(said.err.starts_with("rgrid: cannot read "), "{}", said.err);
}

#[test]
fn a_profile_is_chosen_by_its_name_or_guessed() {
    let fake = Fake::new(|_, _| Reply::Json(200, serde_json::json!({ "keys": [] })));
    let text = format!(
        "default = 'home'\n[profiles.home]\nurl = '{NOBODY}'\nkey = 'k'\n[profiles.work]\nurl = '{}'\nkey = 'k'\n",
        fake.url
    );
    let scene = credentials(&text);
    assert_eq!(scene.run(&["keys", "list"]).code, 245);
    assert_eq!(scene.run(&["keys", "list", "--profile", "work"]).code, 0);
    for (name, hint) in [
        ("wrok", "--profile work"),
        ("other", "profiles here: home, work"),
    ] {
        let said = scene.run(&["keys", "list", "--profile", name]);
        assert_eq!(
            (said.code, said.err),
            (
                240,
                format!("rgrid: there is no profile `{name}`\nhint: {hint}\n")
            )
        );
    }
}
