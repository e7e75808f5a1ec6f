//! Coming back to a job, what an interrupt was told to do, and the logs of a batch (R-L10).

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{
    failing::server::{LOGS, fake, id},
    fake::{Fake, Reply},
    interrupts::{ended_by, ticking::ticking},
    scene::Scene,
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};

/// A server whose job has ended with code 3 and one output.
fn ended() -> Fake {
    Fake::new(|here, request| {
        let path = request.path.as_str();
        let file =
            json!({ "path": "out", "digest": "0".repeat(64), "size": 4, "get": { "url": here } });
        let end = json!({ "reason": "exit_code", "exit_code": 3 });
        match path {
            _ if path.contains("/logs?") => wire::log(path, "a\nb\n", true),
            _ if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [file] })),
            _ if path.ends_with(JOB) => Reply::Json(200, wire::with(wire::job("failed"), &end)),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn who_comes_back_has_the_whole_output_and_the_scripts_exit_code() {
    let (scene, fake) = (Scene::new(), ended());
    let said = scene.run_with(&fake.url, &["attach", JOB]);
    assert_eq!(
        (said.code, said.out.as_str(), said.err.as_str()),
        (3, "a\nb\n", "")
    );
    let said = scene.run_with(&fake.url, &["attach", "--json", JOB]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &json["job"]["exit_code"]), (3, &json!(3)));
    let (code, shown) = Terminal::start(&scene, &fake, 200, &["attach", JOB]).end();
    assert_eq!(code, 3, "{shown}");
    assert!(
        shown.contains(&format!("1 output: rgrid download {JOB}")),
        "{shown}"
    );
    assert!(shown.contains("the script exited with code 3"), "{shown}");
}

#[test]
fn an_interrupt_does_what_was_asked_for() {
    for (wish, code, cancels) in [("detach", 249, false), ("cancel", 248, true)] {
        for words in [&["run", "p.py"][..], &["attach", JOB]] {
            let (scene, fake) = (Scene::new(), ticking(false));
            scene.write("p.py", "");
            let words = [&words[..1], &["--on-interrupt", wish], &words[1..]].concat();
            let child = scene.spawn(&fake, &words);
            fake.wait_for("/logs?");
            let said = ended_by(child, Signal::INT);
            assert_eq!(said.code, code, "{}", said.err);
            let asked = fake.asked();
            assert_eq!(
                asked.iter().any(|asked| asked.ends_with("/cancel")),
                cancels
            );
        }
    }
    let (scene, fake) = (Scene::new(), ticking(false));
    let words = ["attach", "--on-interrupt=cancel", JOB];
    let mut terminal = Terminal::start(&scene, &fake, 200, &words);
    terminal.wait_for("tick");
    terminal.interrupt();
    assert_eq!(terminal.end().0, 248);
}

#[test]
fn the_logs_of_a_batch_stand_behind_the_names_of_its_items() {
    let scene = Scene::new();
    let said = |words: &[&str]| scene.run_with(&fake(&[0, 1, 3]).url, words);
    let all = said(&["logs", BATCH]);
    let lines = "in/0.csv | ValueError: row 7 of in/0.csv\nin/1.csv | ok\nin/3.csv | x\nin/3.csv | ValueError: row 12 of in/3.csv\n";
    assert_eq!((all.code, all.out.as_str()), (0, lines), "{}", all.err);
    let last = said(&["logs", "--tail", "1", "--grep", "row", BATCH]).out;
    assert_eq!(last.lines().count(), 2, "{last}");
    assert!(
        last.starts_with("in/0.csv | ") && last.contains("\nin/3.csv | Value"),
        "{last}"
    );
    let json = said(&["logs", "--json", BATCH]).out;
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let data = data_encoding::BASE64.encode(LOGS[0].as_bytes());
    let expected = json!({ "job": id(0), "item": "in/0.csv", "attempt": 1, "stream": "stdout", "pos": 0, "data": data });
    assert_eq!(first, expected);
    let follow = said(&["logs", "-f", BATCH]);
    assert_eq!(follow.code, 240, "{}", follow.err);
    let none = scene.run_with(&fake(&[]).url, &["logs", BATCH]);
    assert_eq!(none.err, format!("rgrid: nothing of {BATCH} has begun\n"));
}

#[test]
fn only_lines_with_a_text_are_shown() {
    let (scene, fake) = (Scene::new(), ended());
    let said = scene.run_with(&fake.url, &["logs", "--grep", "b", JOB]);
    assert_eq!((said.code, said.out.as_str()), (0, "b\n"), "{}", said.err);
    let said = scene.run_with(&fake.url, &["logs", "-f", "--grep", "a", JOB]);
    assert_eq!((said.code, said.out.as_str()), (0, "a\n"), "{}", said.err);
    let said = scene.run_with(&fake.url, &["logs", "--json", "--grep", "a", JOB]);
    assert_eq!(said.code, 240, "{}", said.out);
}
