//! What keys do, as data.

use super::deeds::{deeds, full};
use crate::{
    action::Kind,
    effect::{Deed, Effect, Load},
    message::{Message, News},
    testing::{
        batch_id, press,
        scenes::{Scene, app, scene},
        screen,
    },
};

#[test]
fn readonly_changes_nothing_and_its_footer_does_not_offer_it() {
    let mut app = full();
    app.world.readonly = true;
    for keys in ["x", "r", "D"] {
        assert!(deeds(&press(&mut app, &format!("{keys}y"))).is_empty());
    }
    let shown = screen(&mut app, (120, 40));
    assert!(
        shown.contains("read-only") && !shown.contains("x cancel"),
        "{shown}"
    );
}

#[test]
fn a_group_of_failures_is_retried_by_its_number() {
    let mut app = scene(Kind::Batch, Scene::Full);
    press(&mut app, "]jR");
    assert!(screen(&mut app, (120, 40)).contains("--group 2"));
    let effects = press(&mut app, "y");
    let [Deed::RetryItems(id, jobs)] = deeds(&effects)[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((*id, jobs.len()), (batch_id(1), 5));
}

#[test]
fn marks_are_what_is_meant_and_esc_forgets_them_first() {
    let mut app = full();
    press(&mut app, "  ");
    assert_eq!(app.context().targets.len(), 2);
    press(&mut app, "<Esc>");
    assert_eq!(app.context().targets.len(), 1);
}

#[test]
fn copy_puts_the_line_of_the_footer_into_the_clipboard() {
    let mut app = full();
    let line = app.twin().unwrap();
    assert_eq!(press(&mut app, "y"), [Effect::Copy(line)]);
}

#[test]
fn the_palette_finds_an_action_by_a_part_of_its_name() {
    let mut app = full();
    press(&mut app, ":cos<Tab><Enter>");
    assert_eq!(app.kind(), Kind::Cost);
    press(&mut app, ":nothing-like-it<Enter>");
    assert!(screen(&mut app, (80, 24)).contains("there is no action"));
}

#[test]
fn a_batch_that_is_not_here_whole_is_fetched_when_it_is_unfolded() {
    let mut app = app();
    let mut whole = crate::testing::batch(60);
    whole.total = 600;
    let first = vec![crate::testing::item(0)];
    app.update(Message::News(News::Changed(first, vec![whole])));
    let effects = press(&mut app, "l");
    assert_eq!(effects, [Effect::Load(Load::Items(batch_id(1)))]);
}

#[test]
fn a_small_terminal_says_so_and_a_larger_one_shows_everything_again() {
    let mut app = full();
    assert!(screen(&mut app, (79, 24)).contains("79x24 is too small"));
    assert!(screen(&mut app, (80, 24)).contains("1 Jobs"));
}

/// Colour is never needed, and with `--ascii` nothing else than ASCII is drawn.
#[test]
fn ascii_is_ascii_on_every_screen() {
    for kind in Kind::ALL {
        let mut app = scene(kind, Scene::Full);
        app.world.look.ascii = true;
        let shown = screen(&mut app, (120, 40));
        let strange: String = shown.chars().filter(|c| !c.is_ascii()).collect();
        assert!(strange.is_empty(), "{kind:?}: {strange}\n{shown}");
    }
}
