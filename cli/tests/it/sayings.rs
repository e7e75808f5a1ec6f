//! What is said, and in which words (R-L11).

use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    scene::Scene,
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};

const FIRST: &str = "job_01jc0000000000000000000000";

#[test]
fn slips_are_noted_before_a_run_begins() {
    let (scene, fake) = (Scene::new(), Fake::new(|_, _| Reply::Cut));
    scene.write("p.py", "");
    let words = ["run", "--dry-run", "p.py", "--memory", "2G", "gone.csv"];
    let (_, shown) = Terminal::start(&scene, &fake, 200, &words).end();
    assert!(
        shown.contains("rgrid: --memory stands after p.py, so it is the script's; flags of rgrid stand before it\n"),
        "{shown}"
    );
    assert!(
        !shown.contains("gone.csv is not here"),
        "it may be made: {shown}"
    );
    assert_eq!(scene.run(&words).err, "", "not where nobody reads");
}

/// A server where a second try has brought nothing home yet.
fn tried_again(request: &Request) -> Reply {
    let first = json!({ "id": FIRST, "batch": "batch_01jc0000000000000000000000" });
    let again = |state| wire::with(wire::job(state), &json!({ "retry_of": FIRST }));
    match request.path.as_str() {
        path if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
        path if path.ends_with(FIRST) => Reply::Json(200, wire::with(wire::job("failed"), &first)),
        path if path.ends_with(JOB) => Reply::Json(200, again("running")),
        path if path.ends_with(BATCH) => Reply::Json(200, wire::batch(1, 0, 0)),
        _ => Reply::Json(200, json!({ "jobs": [again("running")] })),
    }
}

#[test]
fn outputs_of_a_second_try_name_the_first() {
    let fake = Fake::new(|_, request| tried_again(request));
    for (id, first) in [(JOB, FIRST), (BATCH, "batch_01jc0000000000000000000000")] {
        let said = Scene::new().run_with(&fake.url, &["outputs", id]);
        assert_eq!((said.code, said.out.as_str()), (0, ""));
        let says = format!(
            "rgrid: {id} has brought nothing home yet\nhint: rgrid outputs {first}    lists those of the try before\n"
        );
        assert_eq!(said.err, says);
    }
}

#[test]
fn a_refused_key_from_the_environment_is_named() {
    let fake = Fake::new(|_, _| wire::refusal(401, "UNAUTHENTICATED", "unknown key"));
    let said = Scene::new().run_with(&fake.url, &["list"]);
    assert_eq!(said.code, 241);
    assert_eq!(
        said.err,
        "rgrid: unknown key\nhint: RGRID_API_KEY is set here and wins over the profile: unset RGRID_API_KEY, or set a valid one\n"
    );
}

#[test]
fn the_number_of_a_request_is_told_only_when_the_server_failed() {
    for (status, code, shown) in [(409, "CONFLICT", false), (500, "INTERNAL", true)] {
        let fake = Fake::new(move |_, _| wire::refusal(status, code, "no"));
        let said = Scene::new().run_with(&fake.url, &["cancel", JOB]);
        assert_eq!(said.err.contains("request: req_1"), shown, "{}", said.err);
    }
}

#[test]
fn the_id_of_a_new_key_is_told_beside_it() {
    let fake = Fake::new(|_, _| {
        let id = "key_01jd0000000000000000000000";
        let at = "2026-01-01T00:00:00Z";
        Reply::Json(
            201,
            json!({ "id": id, "name": "ci", "created_at": at, "secret": "rgk_x" }),
        )
    });
    let said = Scene::new().run_with(&fake.url, &["keys", "create", "ci"]);
    assert_eq!((said.code, said.out.as_str()), (0, "rgk_x\n"));
    assert!(
        said.err
            .contains("rgrid keys revoke key_01jd0000000000000000000000"),
        "{}",
        said.err
    );
}

#[test]
fn keys_alone_lists_them() {
    let fake = Fake::new(|_, _| Reply::Json(200, json!({ "keys": [] })));
    for words in [&["keys"][..], &["keys", "list"]] {
        let said = Scene::new().run_with(&fake.url, words);
        assert_eq!(said.code, 0, "{}", said.err);
        assert_eq!(fake.asked().pop().unwrap(), "GET /v1/keys");
    }
}
