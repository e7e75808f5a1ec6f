//! `rgrid up` is for this machine: nothing of it listens where others could knock (R-O1).

use std::{collections::BTreeSet, fs};

use super::local::Own;

/// The sockets that a process has open, by their inodes.
fn sockets(pid: i64) -> BTreeSet<String> {
    let fds = fs::read_dir(format!("/proc/{pid}/fd")).unwrap();
    let links = fds.filter_map(|fd| fs::read_link(fd.ok()?.path()).ok());
    links
        .filter_map(|link| {
            let inode = link.to_str()?.strip_prefix("socket:[")?;
            Some(inode.strip_suffix(']')?.to_owned())
        })
        .collect()
}

/// Where the process listens: addresses and ports as the kernel writes them, in hexadecimal.
fn listens(pid: i64) -> Vec<String> {
    let (own, mut found) = (sockets(pid), Vec::new());
    for table in ["tcp", "tcp6"] {
        let text = fs::read_to_string(format!("/proc/{pid}/net/{table}")).unwrap_or_default();
        for line in text.lines().skip(1) {
            let words: Vec<_> = line.split_whitespace().collect();
            if words[3] == "0A" && own.contains(words[9]) {
                found.push(words[1].to_owned());
            }
        }
    }
    found
}

/// A process and its children: PostgreSQL is one.
fn family(pid: i64) -> Vec<i64> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let children = all.filter_map(|entry| {
        let child = entry.file_name().to_str()?.parse::<i64>().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let mut after_name = stat.rsplit_once(')')?.1.split_whitespace();
        (after_name.nth(1)? == pid.to_string()).then_some(child)
    });
    [pid].into_iter().chain(children).collect()
}

#[test]
fn up_listens_on_loopback_and_nowhere_else() {
    let own = Own::new();
    own.up().exits(0);
    let pids = family(own.status()["pid"].as_i64().unwrap());
    assert!(pids.len() > 1, "PostgreSQL is not among {pids:?}");
    let listens: Vec<_> = pids.into_iter().flat_map(listens).collect();
    let port: u16 = own.port.parse().unwrap();
    let api = format!("0100007F:{port:04X}");
    assert!(listens.contains(&api), "{api} is not among {listens:?}");
    let loopback = ["0100007F:", "00000000000000000000000001000000:"];
    let is_loopback = |at: &&String| loopback.iter().any(|address| at.starts_with(address));
    assert!(listens.iter().all(|at| is_loopback(&at)), "{listens:?}");
}
