//! A job that cannot begin says why (R-L11).

use std::io::{BufRead, BufReader};

use super::support::{Ended, User};

#[test]
fn a_job_larger_than_every_node_is_told_so_attached_or_not() {
    let user = User::new();
    user.write("larger.py", "");
    let mut child = user.spawn(&["run", "--memory", "900G", "larger.py"]);
    let said = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map(Result::unwrap)
        .find(|line| line.starts_with("rgrid: it cannot start: no node is large enough"));
    assert!(said.is_some(), "it ended without a word");
    // The last of this machine may be another test's.
    let list = user
        .rgrid(&["list", "--json", "--script", "larger.py"])
        .exits(0)
        .json();
    let job = list["jobs"][0]["id"].as_str().unwrap();
    let status = user.rgrid(&["status", job]).exits(0).stdout;
    assert!(
        status.contains("waits     no node is large enough"),
        "{status}"
    );
    user.rgrid(&["cancel", job]).exits(0);
    Ended::from(child.wait_with_output().unwrap()).exits(248);
}
