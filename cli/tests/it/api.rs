//! `rgrid api`: any route (R-L11).

use std::process::Stdio;

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::{Scene, said},
    wire,
};

fn echo() -> Fake {
    Fake::new(|_, request| match request.path.as_str() {
        "/v1/gone" => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        "/v1/empty" => Reply::Bytes(Vec::new(), 0),
        _ => {
            let body = String::from_utf8(request.body.clone()).unwrap();
            Reply::Json(
                200,
                json!({ "method": request.method, "path": request.path, "body": body }),
            )
        }
    })
}

#[test]
fn any_route_is_asked_with_any_body() {
    let (scene, fake) = (Scene::new(), echo());
    scene.write("body.json", "{\"a\":1}");
    for (words, answer) in [
        (
            &["get", "/v1/x?a=b"][..],
            json!({ "method": "GET", "path": "/v1/x?a=b", "body": "" }),
        ),
        (
            &["POST", "/v1/x"],
            json!({ "method": "POST", "path": "/v1/x", "body": "{}" }),
        ),
        (
            &["POST", "/v1/x", "--data", "[]"],
            json!({ "method": "POST", "path": "/v1/x", "body": "[]" }),
        ),
        (
            &["DELETE", "/v1/x", "--data", "@body.json"],
            json!({ "method": "DELETE", "path": "/v1/x", "body": "{\"a\":1}" }),
        ),
    ] {
        let said = scene.run_with(&fake.url, &[&["api"], words].concat());
        let got: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!((said.code, got), (0, answer), "{}", said.err);
    }
    let said = scene.run_with(&fake.url, &["api", "GET", "/v1/empty"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    let mut child = scene.command(&["api", "POST", "/v1/x", "--data", "-", "--url", &fake.url]);
    child.env("RGRID_API_KEY", "k").stdin(Stdio::from(
        std::fs::File::open(scene.cwd().join("body.json")).unwrap(),
    ));
    let piped = said_of(child);
    assert!(piped.contains("{\\\"a\\\":1}"), "{piped}");
}

fn said_of(mut child: std::process::Command) -> String {
    said(child.output().unwrap()).out
}

#[test]
fn what_cannot_be_asked_is_told_as_everywhere() {
    let (scene, fake) = (Scene::new(), echo());
    for (words, code, says) in [
        (
            &["api", "GET", "/v1/gone"][..],
            242,
            "there is no such route",
        ),
        (&["api", "GET", "v1/jobs"], 240, "a path begins with /"),
        (&["api", "HOLD", "/v1/jobs"], 240, "say GET, POST or DELETE"),
        (
            &["api", "POST", "/v1/x", "--data", "@gone"],
            246,
            "cannot read gone",
        ),
    ] {
        let said = scene.run_with(&fake.url, words);
        assert_eq!(said.code, code, "{}", said.err);
        assert!(said.err.contains(says), "{}", said.err);
    }
}
