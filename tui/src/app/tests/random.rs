//! Whatever is pressed and whatever comes: nothing panics, the footer always says how to get help and how to leave.

mod made;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use fastrand::Rng;
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    action::{Kind, TABLE},
    app::App,
    effect::{Effect, Load},
    message::Message,
    testing::{
        now,
        scenes::{app, fill},
    },
};
use made::{key, mouse, news};

const STEPS: usize = 100_000;

fn check(app: &mut App, area: Rect) {
    let mut buf = Buffer::empty(area);
    app.draw(area, &mut buf);
    let footer = app.footer_text(usize::from(area.width));
    assert!(
        footer.contains("? help") && footer.contains("q quit"),
        "{footer}"
    );
    assert!(Kind::ALL.contains(&app.kind()));
    for entry in TABLE.iter().filter(|entry| entry.on(app.kind())) {
        if let Some(line) = app.command(entry.action) {
            assert!(
                line.starts_with("rgrid ") && !line.contains('\u{1b}'),
                "{line}"
            );
        }
    }
}

/// Every effect that changes something was confirmed or is a download.
fn allowed(effects: &[Effect], readonly: bool) {
    let writes = effects.iter().any(|effect| matches!(effect, Effect::Do(_)));
    assert!(!(writes && readonly), "{effects:?}");
    let loads = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Load(Load::Follow(_))));
    assert!(loads.count() <= 4);
}

#[test]
fn random_keys_and_events_never_break_it() {
    let mut rng = Rng::with_seed(7);
    let mut app = app();
    app.update(Message::Key(KeyEvent::new(
        KeyCode::Char('M'),
        KeyModifiers::NONE,
    )));
    fill(&mut app);
    let mut area = Rect::new(0, 0, 120, 40);
    for step in 0..STEPS {
        app.world.readonly = step >= STEPS / 2;
        let message = match rng.u8(0..20) {
            0 => Message::Mouse(mouse(&mut rng)),
            1 => {
                Message::Now(now() + chrono::TimeDelta::seconds(i64::try_from(step / 10).unwrap()))
            }
            2 => Message::Paste("pasted\ntext".into()),
            3..8 => Message::News(news(&mut rng)),
            _ => Message::Key(key(&mut rng)),
        };
        if rng.u8(0..50) == 0 {
            area = Rect::new(0, 0, rng.u16(1..220), rng.u16(1..60));
        }
        let effects = app.update(message);
        allowed(&effects, app.world.readonly);
        if step % 20 == 0 {
            check(&mut app, area);
        }
    }
}
