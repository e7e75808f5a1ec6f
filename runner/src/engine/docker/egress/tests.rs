use super::{
    firewall,
    walls::{nameservers, own_networks, rules},
};

#[test]
fn resolvers_are_open_and_everything_near_is_closed() {
    let text = rules(
        &["10.0.0.2".parse().unwrap()],
        &["192.0.2.0/255.255.255.0".into()],
    );
    let lines: Vec<&str> = text.lines().collect();
    let place = |line: &str| lines.iter().position(|found| *found == line).unwrap();
    let resolver = place("-A RGRID-EGRESS -d 10.0.0.2 -p udp --dport 53 -j RETURN");
    assert!(resolver < place("-A RGRID-EGRESS -d 10.0.0.0/8 -j REJECT"));
    place("-A RGRID-EGRESS -d 169.254.0.0/16 -j REJECT");
    place("-A RGRID-EGRESS -d 192.0.2.0/255.255.255.0 -j REJECT");
    assert_eq!(lines.last(), Some(&"COMMIT"));
}

#[test]
fn resolvers_on_the_nodes_loopback_are_not_reachable_anyway() {
    let text =
        "# c\nnameserver 127.0.0.53\nnameserver 10.1.1.1\nnameserver ::1\nnameserver 10.1.1.1\n";
    assert_eq!(
        nameservers(text),
        ["10.1.1.1".parse::<std::net::Ipv4Addr>().unwrap()]
    );
}

#[test]
fn networks_of_the_node_are_those_without_a_gateway() {
    let text = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n\
        eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0\n\
        eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0\n\
        broken line\n";
    assert_eq!(own_networks(text), ["192.0.2.0/255.255.255.0"]);
}

/// Whoever may not set rules, or gives wrong ones, learns it from the program that refused them.
#[tokio::test]
async fn rules_that_are_refused_are_told_with_the_name_of_the_program() {
    let said = firewall::raise("*no such table\nCOMMIT\n")
        .await
        .unwrap_err();
    assert!(said.starts_with("iptables-restore: "), "{said}");
    assert!(said.len() > "iptables-restore: ".len() && !said.contains('\n'));
}

/// As root only, in a chain of its own that nothing passes.
#[tokio::test]
async fn a_rule_is_set_once_and_a_refusal_is_told() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let chain = format!("RGRID-TEST-{}", std::process::id());
    let iptables = |args: &[&str]| {
        let mut command = std::process::Command::new("iptables");
        let output = command.arg("--wait").args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let nowhere = firewall::jump(&chain, "REJECT").await.unwrap_err();
    assert!(nowhere.starts_with("iptables: "), "{nowhere}");
    iptables(&["-N", &chain]);
    for _ in 0..2 {
        firewall::jump(&chain, "REJECT").await.unwrap();
    }
    let rules = iptables(&["-S", &chain]);
    iptables(&["-F", &chain]);
    iptables(&["-X", &chain]);
    assert_eq!(
        rules
            .lines()
            .filter(|rule| rule.contains("-i rgrid0"))
            .count(),
        1,
        "{rules}"
    );
}

#[tokio::test]
async fn a_program_that_is_missing_or_fails_without_a_word_is_named() {
    let missing = firewall::run("rgrid-no-such-program", &[], "").await;
    let missing = missing.unwrap_err();
    assert!(missing.starts_with("rgrid-no-such-program: "), "{missing}");
    let silent = firewall::run("false", &[], &"x".repeat(1 << 20)).await;
    assert_eq!(silent.unwrap_err(), "false: it failed");
}
