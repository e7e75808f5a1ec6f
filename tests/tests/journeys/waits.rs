//! A job that cannot begin says why (R-L11).

use std::io::{BufRead, BufReader};

use super::support::{Ended, User};

#[test]
fn a_job_larger_than_every_node_is_told_so_attached_or_not() {
    let user = User::new();
    user.write("x.py", "");
    let mut child = user.spawn(&["run", "--memory", "900G", "x.py"]);
    let said = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map(Result::unwrap)
        .find(|line| line.starts_with("rgrid: it cannot start: no node is large enough"));
    assert!(said.is_some(), "it ended without a word");
    let status = user.rgrid(&["status"]).exits(0).stdout;
    assert!(
        status.contains("waits     no node is large enough"),
        "{status}"
    );
    let job = status.split_whitespace().nth(1).unwrap();
    user.rgrid(&["cancel", job]).exits(0);
    Ended::from(child.wait_with_output().unwrap()).exits(248);
}
