use proptest::prelude::*;
use rgrid_shared::id::KeyId;

use super::{ApiKey, MalformedKey, base62};

#[test]
fn a_new_key_reads_back_as_itself() {
    let key = ApiKey::generate(KeyId::new()).unwrap();
    let text = key.text();
    assert_eq!(text.reveal().len(), 67);
    let read = ApiKey::parse(text.reveal()).unwrap();
    assert_eq!((read.id, read.secret()), (key.id, key.secret()));
}

#[test]
fn two_keys_share_no_secret() {
    let id = KeyId::new();
    let make = || ApiKey::generate(id).unwrap();
    assert_ne!(make().secret(), make().secret());
}

#[test]
fn a_key_with_one_wrong_character_is_malformed() {
    let text = ApiKey::generate(KeyId::new()).unwrap().text();
    for at in 0..text.reveal().len() {
        let mut bytes = text.reveal().as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        let wrong = String::from_utf8(bytes).unwrap();
        assert_eq!(ApiKey::parse(&wrong).unwrap_err(), MalformedKey, "{wrong}");
    }
}

#[test]
fn the_checksum_has_six_digits_whatever_its_value() {
    assert_eq!(base62::number(0, 6), "000000");
    assert_eq!(base62::number(61, 6), "00000z");
    assert_eq!(base62::number(62, 6), "000010");
    assert_eq!(base62::number(u32::MAX, 6), "4gfFC3");
}

#[test]
fn a_key_does_not_show_its_secret_in_debug_output() {
    let key = ApiKey::generate(KeyId::new()).unwrap();
    assert!(!format!("{key:?}").contains(key.secret()));
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,80}") {
        prop_assert!(ApiKey::parse(&text).is_err());
    }
}
