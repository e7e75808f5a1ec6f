//! The server: does it answer, is the key good, are there nodes.

use rgrid_shared::{client::Client, error::ErrorCode, wire::nodes::NodeState};

use super::Check;
use crate::exit::Failure;

/// Whether the server is on this machine.
pub(super) fn is_local(url: &str) -> bool {
    ["//127.", "//localhost", "//[::1]"]
        .iter()
        .any(|host| url.contains(host))
}

/// What the server says; after the first failure nothing more can be asked.
pub(super) async fn checks(client: &Client) -> Vec<Check> {
    let answers = Check::ok("server", "answers");
    match client.account().await {
        Ok(account) => {
            let key = Check::ok("key", format!("of account {}", account.name));
            let mut checks = vec![answers, key];
            // Nodes are the operator's; others are told by their jobs what these wait for.
            if account.operator {
                checks.push(nodes(client).await);
            }
            checks
        }
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::Unauthenticated | ErrorCode::Forbidden
            ) =>
        {
            let hint = "rgrid up, or set RGRID_API_KEY to a valid key";
            vec![answers, Check::failed("key", error.to_string(), hint)]
        }
        Err(error) => vec![Check::of("server", &Failure::from(error))],
    }
}

async fn nodes(client: &Client) -> Check {
    let list = match client.list_nodes().await {
        Ok(list) => list,
        Err(error) => return Check::of("nodes", &Failure::from(error)),
    };
    let ready: Vec<_> = list
        .nodes
        .iter()
        .filter(|node| node.state == NodeState::Ready)
        .collect();
    let slots = ready
        .iter()
        .fold(0_u32, |slots, node| slots.saturating_add(node.slots));
    if ready.is_empty() {
        return Check::failed(
            "nodes",
            "none is ready, so jobs wait",
            "rgrid up, or rgrid runner on a machine",
        );
    }
    Check::ok("nodes", format!("{} ready with {slots} slots", ready.len()))
}
