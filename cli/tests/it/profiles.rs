//! Profiles, and how one is made (R-L8).

use std::fs;

use crate::{
    config::json,
    fake::{Fake, Reply},
    scene::Scene,
    wire,
};

fn account() -> Fake {
    Fake::new(|_, request| match request.path.as_str() {
        "/v1/account" => Reply::Json(
            200,
            serde_json::json!({ "id": "acc_01jd0000000000000000000000", "name": "me", "operator": false, "created_at": "2026-01-01T00:00:00Z" }),
        ),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    })
}

#[test]
fn init_asks_nothing_when_told_and_keeps_what_the_server_takes() {
    let (scene, fake) = (Scene::new(), account());
    let said = scene.run(&["init", "--yes", "--url", &fake.url]);
    assert_eq!(said.code, 240);
    assert!(said.err.contains("wants an API key"), "{}", said.err);
    let words = ["init", "--yes", "--json", "--url", &fake.url];
    let mut command = scene.command(&words);
    command.args(["--profile", "work"]);
    command.env("RGRID_API_KEY", "rgk_secret");
    let said = crate::scene::said(command.output().unwrap());
    let kept = json(&said);
    assert_eq!(
        (kept["profile"].as_str(), kept["default"].as_bool()),
        (Some("work"), Some(true))
    );
    assert!(!said.out.contains("rgk_secret"));
    let file = fs::read_to_string(scene.cwd().join("../.rgrid/credentials")).unwrap();
    assert!(file.contains("rgk_secret"));
    let profiles = scene.run(&["profiles"]);
    assert!(
        profiles.out.contains("work") && profiles.out.contains("default"),
        "{}",
        profiles.out
    );
    assert!(!profiles.out.contains("rgk_secret"));
    let wrong = scene.run(&["profiles", "use", "wrok"]);
    assert!(
        wrong.code == 242 && wrong.err.contains("hint: work"),
        "{}",
        wrong.err
    );
    assert_eq!(scene.run(&["profiles", "remove", "work"]).code, 0);
    assert_eq!(
        json(&scene.run(&["profiles", "--json"]))["profiles"],
        serde_json::json!([])
    );
}

#[test]
fn the_profile_of_another_server_is_not_replaced() {
    let scene = Scene::new();
    let (first, another) = (account(), account());
    let init = |url: &str| {
        let mut command = scene.command(&["init", "--yes", "--profile", "work", "--url", url]);
        command.env("RGRID_API_KEY", "rgk_x");
        crate::scene::said(command.output().unwrap())
    };
    assert_eq!(init(&first.url).code, 0);
    let said = init(&another.url);
    let says = format!("the profile work is that of {} already", first.url);
    assert!(said.code == 240 && said.err.contains(&says), "{}", said.err);
    assert_eq!(init(&first.url).code, 0, "a new key for the same server");
}

#[test]
fn a_key_that_the_server_does_not_take_is_not_kept() {
    let refused = Fake::new(|_, _| wire::refusal(401, "UNAUTHENTICATED", "unknown key"));
    let scene = Scene::new();
    let mut command = scene.command(&["init", "--yes", "--url", &refused.url]);
    command.env("RGRID_API_KEY", "rgk_x");
    assert_eq!(crate::scene::said(command.output().unwrap()).code, 241);
    assert!(!scene.cwd().join("../.rgrid/credentials").exists());
}
