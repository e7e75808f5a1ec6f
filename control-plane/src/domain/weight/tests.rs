use rgrid_shared::{spec::JobSpec, wire::submit::BatchItem};
use serde_json::json;

use super::{MOST_AT_ONCE, Room, of_item, of_spec};

fn spec() -> JobSpec {
    let input = |at: usize| json!({"path": format!("folder/file-{at}.csv"), "digest": "0".repeat(64), "size": 12_345});
    let inputs: Vec<_> = (0..500).map(input).collect();
    serde_json::from_value(json!({
        "runtime": "python",
        "command": ["python3", "script.py"],
        "args": vec!["a word of an argument list"; 100],
        "env": {"NAME": "v".repeat(1_000)},
        "secrets": {"TOKEN": "s".repeat(1_000)},
        "metadata": {"team": "m".repeat(1_000)},
        "outputs": ["*.csv"],
        "inputs": inputs,
    }))
    .unwrap()
}

#[test]
fn a_spec_weighs_about_what_it_takes_as_json() {
    let json = serde_json::to_string(&spec()).unwrap().len();
    let weight = of_spec(&spec());
    assert!(weight.abs_diff(json) < json / 5, "{weight} for {json}");
}

#[test]
fn an_item_weighs_what_it_adds() {
    let JobSpec { args, inputs, .. } = spec();
    let name = "n".repeat(100);
    let item = BatchItem { name, args, inputs };
    let json = serde_json::to_string(&item).unwrap().len();
    let weight = of_item(&item);
    assert!(weight.abs_diff(json) < json / 5, "{weight} for {json}");
}

#[test]
fn room_is_for_the_first_whatever_it_weighs_and_then_up_to_the_bound() {
    let mut room = Room::default();
    assert!(room.takes(MOST_AT_ONCE * 2));
    assert!(!room.takes(0));
    let mut room = Room::default();
    assert!(room.takes(MOST_AT_ONCE - 1));
    assert!(room.takes(1));
    assert!(!room.takes(1));
}
