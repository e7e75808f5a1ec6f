//! Licences of everything that is linked. The list is the one of `deny.toml`, so that the two cannot differ.

use crate::files;
use crate::graph::{field, packages};
use crate::spdx;

/// The quoted entries of `allow = [ … ]` in `deny.toml`.
fn allow_list(deny: &str) -> Vec<&str> {
    let body = deny
        .split_once("allow = [")
        .expect("deny.toml has an allow list")
        .1;
    let body = body.split_once(']').expect("the list ends").0;
    body.split('"').skip(1).step_by(2).collect()
}

#[test]
fn every_dependency_has_a_licence_on_the_list() {
    let deny = files::text("deny.toml");
    let list = allow_list(&deny);
    assert!(list.contains(&"MIT"), "the list was not read: {list:?}");
    let wrong: Vec<String> = packages()
        .iter()
        .filter(|package| !spdx::allowed(&field(package, "license"), &list))
        .map(|package| format!("{}: {}", field(package, "name"), field(package, "license")))
        .collect();
    files::refuse("licences that deny.toml does not allow", &wrong);
}

#[test]
fn everything_comes_from_one_registry() {
    let wrong: Vec<String> = packages()
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter(|package| !field(package, "source").contains("crates.io-index"))
        .map(|package| format!("{} from {}", field(package, "name"), package["source"]))
        .collect();
    files::refuse("sources other than the public registry", &wrong);
}
