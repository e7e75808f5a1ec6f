//! The commands that ask and tell, against a server that answers as told (R-L7).

mod server;

use crate::{
    fake::Fake,
    scene::{Said, Scene},
    wire::{self, BATCH, JOB},
};
use server::{KEY, answer};

fn said(words: &[&str]) -> Said {
    let fake = Fake::new(|_, request| answer(request));
    let scene = Scene::new();
    scene.write("p.py", "").write("a", "");
    scene.run_with(&fake.url, words)
}

#[track_caller]
fn tells(words: &[&str], out: &str, err: &str) {
    let said = said(words);
    assert_eq!(said.code, 0, "{words:?}: {}", said.err);
    assert!(said.out.contains(out), "{words:?}: {}", said.out);
    assert!(said.err.contains(err), "{words:?}: {}", said.err);
}

#[test]
fn keys_are_listed_and_revoked() {
    tells(&["keys", "list"], "revoked ", "");
    tells(&["keys", "list", "--json"], "\"revoked_at\"", "");
    tells(&["keys", "revoke", KEY], "", "is revoked");
    tells(&["keys", "revoke", "--json", KEY], "{\"revoked\":", "");
}

#[test]
fn nodes_are_listed_and_enrolled() {
    tells(&["nodes", "list"], "draining", "");
    tells(&["nodes", "--json"], "\"draining\"", "");
    tells(
        &["nodes", "enrol-token"],
        "t0k\n",
        "rgrid runner --url http://127.0.0.1:",
    );
    tells(&["nodes", "enrol-token", "--json"], "\"t0k\"", "");
}

#[test]
fn status_has_the_attempts_and_what_to_type_next() {
    for words in [
        "why       the job ran out of memory: it may use 512 MiB",
        "took      320 ms",
        "item      'a b'",
        "labels    k=v",
        "next      rgrid logs --tail 20 job_",
        "node_01jd0000000000000000000000  lost_node\n",
        "exit 1\n",
        "ended\n",
        "running\n",
    ] {
        tells(&["status", JOB], words, "");
    }
    tells(&["status", "--json", JOB], "\"attempts\":[", "");
    tells(
        &["status", BATCH],
        "1 succeeded, 0 failed, 0 cancelled, 0 running, 1 waiting",
        "",
    );
    tells(&["status", "--json", BATCH], "\"succeeded\":1", "");
}

#[test]
fn what_is_cancelled_and_tried_again_is_told() {
    tells(&["cancel", JOB, BATCH], "", "is being cancelled\n");
    tells(&["cancel", BATCH], "", "1 cancelled, 1 being cancelled");
    tells(&["cancel", "--json", JOB, BATCH], "\"cancelled\":1", "");
    tells(&["retry", JOB], JOB, "");
    tells(&["retry", "--json", JOB], "\"queued\"", "");
    let said = said(&["retry", BATCH]);
    assert_eq!(said.code, 243);
    assert!(
        said.err.contains("1 input of it not stored any more"),
        "{}",
        said.err
    );
}

#[test]
fn a_detached_run_prints_its_id() {
    for (words, id) in [
        (&["run", "-d", "p.py"][..], JOB),
        (&["run", "-d", "p.py", "--batch", "a"], BATCH),
    ] {
        tells(words, &format!("{id}\n"), "");
        let json = [&words[..1], &["--json"], &words[1..]].concat();
        tells(&json, &format!("{{\"id\":\"{id}\"}}\n"), "");
    }
}

#[test]
fn the_doctor_looks_at_the_key_and_the_nodes() {
    let said = said(&["doctor"]);
    assert!(
        said.out.contains("ok      key       of account me"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("failed  nodes     none is ready, so jobs wait"),
        "{}",
        said.out
    );
    let refused = Fake::new(|_, _| wire::refusal(401, "UNAUTHENTICATED", "unknown key"));
    let said = Scene::new().run_with(&refused.url, &["doctor", "--json"]);
    assert!(
        said.out
            .contains("{\"name\":\"key\",\"ok\":false,\"found\":\"unknown key\""),
        "{}",
        said.out
    );
    let old = Fake::new(|_, request| match request.path.as_str() {
        "/v1/nodes" => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        _ => answer(request),
    });
    let said = Scene::new().run_with(&old.url, &["doctor"]);
    assert!(
        said.out
            .contains("failed  nodes     there is no such route"),
        "{}",
        said.out
    );
}

#[test]
fn an_empty_list_and_a_last_job_are_told() {
    tells(&["list", "--json", "-n", "3"], "\"jobs\":[]", "");
    let fake = Fake::new(|_, request| answer(request));
    let scene = Scene::new();
    scene.write("p.py", "");
    assert_eq!(
        scene.run_with(&fake.url, &["status"]).code,
        240,
        "nothing was run yet"
    );
    scene.run_with(&fake.url, &["run", "-d", "p.py"]);
    assert!(scene.run_with(&fake.url, &["status"]).out.contains(JOB));
}
