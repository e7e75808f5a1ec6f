//! The checker: looks through a history for broken promises. It knows the API's words and nothing of how
//! the product keeps them.
//!
//! The promise: an accepted job is never lost, may start twice, and has exactly one accepted result, one set of
//! artifacts, one charge.

mod attempts;
mod bytes;
mod charge;
mod ends;
mod order;
#[cfg(test)]
mod tests;

pub(super) use ends::is_given_up;

use super::history::Facts;

/// Every broken promise, in words.
pub(super) fn violations(facts: &Facts) -> Vec<String> {
    let checks = [
        ends::check,
        attempts::check,
        bytes::check,
        charge::check,
        order::check,
    ];
    let mut found = facts.strange.clone();
    for check in checks {
        check(facts, &mut |violation| found.push(violation));
    }
    found
}

/// Where a check puts what it finds.
type Report<'a> = &'a mut dyn FnMut(String);
