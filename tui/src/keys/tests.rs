use super::*;

#[test]
fn every_key_of_the_table_has_a_name_that_can_be_read() {
    for entry in action::TABLE {
        assert!(!entry.keys.is_empty(), "{}", entry.name);
        for name in entry.keys {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} of {}", entry.name));
            assert!(!key.shown().is_empty());
        }
    }
}

/// The footer can never lie: on no screen do two actions share a key.
#[test]
fn a_key_does_one_thing_on_each_screen() {
    let keymap = Keymap::default();
    for kind in Kind::ALL {
        for entry in action::TABLE.iter().filter(|entry| entry.on(kind)) {
            for key in keymap.keys(entry.action) {
                assert_eq!(
                    keymap.action(key, kind),
                    Some(entry.action),
                    "{} on {kind:?} by {}",
                    entry.name,
                    key.shown()
                );
            }
        }
    }
}

#[test]
fn the_users_keys_replace_those_of_the_table_and_free_the_others() {
    let keymap = Keymap::parse("cancel=X, quit=x,quit=ctrl-q").unwrap();
    let x = Key::parse("x").unwrap();
    assert_eq!(keymap.action(x, Kind::Jobs), Some(Action::Quit));
    assert_eq!(
        keymap.action(Key::parse("X").unwrap(), Kind::Jobs),
        Some(Action::Cancel)
    );
    assert_eq!(keymap.keys(Action::Quit).len(), 2);
}

#[test]
fn a_wrong_key_map_is_a_sentence() {
    for (text, says) in [
        ("cancel", "cancel=X"),
        ("nothing=x", "there is no action `nothing`"),
        ("cancel=hyper-x", "there is no key `hyper-x`"),
    ] {
        assert!(Keymap::parse(text).unwrap_err().contains(says), "{text}");
    }
}
