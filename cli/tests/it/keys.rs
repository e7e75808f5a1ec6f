//! Keys that a person presses while a batch is watched on a terminal.

use crate::{
    fake::Fake, interrupts::ticking::ticking, scene::Scene, terminal::Terminal, wire::BATCH,
};

fn watched(columns: u32) -> (Terminal, Fake, Scene) {
    let (scene, fake) = (Scene::new(), ticking(false));
    scene.write("p.py", "").write("a", "").write("b", "");
    let words = ["run", "p.py", "--batch", "a", "b"];
    let terminal = Terminal::start_as("xterm", &scene, &fake, columns, &words);
    terminal.wait_for("0/2");
    (terminal, fake, scene)
}

#[test]
fn keys_tell_and_then_the_batch_is_watched_on() {
    let (mut terminal, fake, _scene) = watched(100);
    terminal.wait_for("keys: l log, f failures, d detach, c cancel, ? help");
    terminal.press("?");
    terminal.wait_for("l  the end of the log of an item that runs");
    terminal.press("f");
    terminal.wait_for("nothing has failed");
    terminal.press("l");
    terminal.wait_for("nothing runs at the moment");
    terminal.press("d");
    let (code, shown) = terminal.end();
    assert_eq!(code, 249, "{shown}");
    assert!(shown.contains(&format!("rgrid attach {BATCH}")), "{shown}");
    assert_eq!(shown.matches("; the batch goes on").count(), 1, "{shown}");
    assert!(!fake.asked().iter().any(|asked| asked.ends_with("/cancel")));
}

#[test]
fn a_batch_is_cancelled_only_when_the_question_is_answered() {
    let (mut terminal, fake, _scene) = watched(100);
    terminal.press("c");
    terminal.wait_for("cancel the batch?");
    terminal.press("n");
    terminal.wait_for("it goes on");
    assert!(!fake.asked().iter().any(|asked| asked.ends_with("/cancel")));
    terminal.press("c");
    terminal.press("y");
    terminal.wait_for("is being cancelled");
    let (code, shown) = terminal.end();
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("2 cancelled"), "{shown}");
}

/// One line, which never wraps. A key that means nothing does nothing, and who knows no other presses q.
#[test]
fn a_narrow_terminal_gets_one_line() {
    let (mut terminal, _fake, _scene) = watched(40);
    terminal.press("x");
    terminal.press("q");
    let (code, shown) = terminal.end();
    assert_eq!(code, 249, "{shown}");
    assert!(!shown.contains("keys:"), "{shown}");
    assert!(!shown.contains("the end of the log"), "{shown}");
}
