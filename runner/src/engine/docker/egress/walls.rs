//! Which addresses are closed to jobs, as rules of a firewall. Pure but for reading two files.

use std::{fmt::Write as _, fs, net::Ipv4Addr};

/// The chain for what leaves the node.
pub(super) const CHAIN: &str = "RGRID-EGRESS";

/// Not the internet (RFC 6890): this network, private, shared, loopback, link-local (the metadata
/// address), benchmarking, multicast and reserved.
const CLOSED: [&str; 11] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
];

/// The rules for this node, as `iptables-restore` takes them.
pub(super) fn rules_of_this_node() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    // The second one is where systemd-resolved keeps the servers behind its stub.
    let resolvers = read("/etc/resolv.conf") + &read("/run/systemd/resolve/resolv.conf");
    rules(
        &nameservers(&resolvers),
        &own_networks(&read("/proc/net/route")),
    )
}

/// Names are looked up through the node's own resolvers, which may be in a closed range.
pub(super) fn rules(resolvers: &[Ipv4Addr], own: &[String]) -> String {
    let mut text = format!("*filter\n:{CHAIN} - [0:0]\n");
    for resolver in resolvers {
        for protocol in ["udp", "tcp"] {
            let _ = writeln!(
                text,
                "-A {CHAIN} -d {resolver} -p {protocol} --dport 53 -j RETURN"
            );
        }
    }
    for network in CLOSED.iter().copied().chain(own.iter().map(String::as_str)) {
        let _ = writeln!(text, "-A {CHAIN} -d {network} -j REJECT");
    }
    let _ = write!(text, "-A {CHAIN} -j RETURN\nCOMMIT\n");
    text
}

/// The IPv4 servers of a `resolv.conf`, without those on the node's own loopback.
pub(super) fn nameservers(text: &str) -> Vec<Ipv4Addr> {
    let mut found: Vec<Ipv4Addr> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("nameserver")?.trim().parse().ok())
        .filter(|address: &Ipv4Addr| !address.is_loopback())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The networks that the node is on, from `/proc/net/route`: routes without a gateway.
pub(super) fn own_networks(text: &str) -> Vec<String> {
    let address = |hex: &str| {
        u32::from_str_radix(hex, 16)
            .ok()
            .map(|bits| Ipv4Addr::from(bits.to_le_bytes()))
    };
    let mut found: Vec<String> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let (to, by, mask) = (fields.get(1)?, fields.get(2)?, fields.get(7)?);
            let (to, by, mask) = (address(to)?, address(by)?, address(mask)?);
            (by.is_unspecified() && !to.is_unspecified()).then(|| format!("{to}/{mask}"))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
