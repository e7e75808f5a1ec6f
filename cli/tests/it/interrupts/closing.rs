//! A session that is closed after a first Ctrl-C (R-L10).

use super::{scene, ticking::ticking};
use crate::{terminal::Terminal, wire::JOB};

/// Only who presses Ctrl-C twice wants it cancelled.
#[test]
fn a_session_that_closes_after_an_interrupt_cancels_nothing() {
    let (scene, fake) = (scene(), ticking(false));
    let mut terminal = Terminal::start(&scene, &fake, 200, &["run", "p.py"]);
    fake.wait_for("/logs?");
    terminal.interrupt();
    terminal.wait_for(&format!("hint: rgrid cancel {JOB}"));
    terminal.terminate();
    let (code, shown) = terminal.end();
    assert_eq!(code, 249, "{shown}");
    assert!(!fake.asked().iter().any(|asked| asked.ends_with("/cancel")));
}
