//! The network of jobs that reach the internet, and the walls around it.
//!
//! Owns one Docker network with a bridge of a known name, and the firewall rules for what comes in
//! by that bridge: nothing to the node itself, to private and link-local ranges (the metadata address
//! among them), or to networks that the node is on. Without walls there is no network.

mod firewall;
#[cfg(test)]
mod tests;
mod walls;

use std::collections::HashMap;

use bollard::{Docker, models::NetworkCreateRequest};

use super::error;
use crate::engine::EngineError;

/// The Docker network.
const NETWORK: &str = "rgrid-egress";
/// Its bridge.
const BRIDGE: &str = "rgrid0";

/// Makes sure of network and walls, in this order of need: no job starts before both stand.
///
/// # Errors
/// When Docker or the firewall refuses; the job must not run then.
pub(super) async fn ensure(docker: &Docker) -> Result<String, EngineError> {
    if let Err(absent) = docker.inspect_network(NETWORK, None).await {
        if !error::is_gone(&absent) {
            return Err(error::engine("look at the network of jobs", &absent));
        }
        create(docker).await?;
    }
    let refused = |why: String| {
        let words = "this node does not offer network to jobs";
        EngineError::Unfit(format!("{words}: {why}; run it without --network"))
    };
    firewall::raise(&walls::rules_of_this_node())
        .await
        .map_err(refused)?;
    Ok(NETWORK.to_owned())
}

async fn create(docker: &Docker) -> Result<(), EngineError> {
    let options = [
        ("com.docker.network.bridge.name", BRIDGE),
        // Jobs do not see each other.
        ("com.docker.network.bridge.enable_icc", "false"),
    ];
    let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let request = NetworkCreateRequest {
        name: NETWORK.to_owned(),
        driver: Some("bridge".to_owned()),
        enable_ipv6: Some(false),
        options: Some(HashMap::from(options)),
        ..NetworkCreateRequest::default()
    };
    let made = docker.create_network(request).await;
    made.map(drop)
        .map_err(|failed| error::engine("make the network of jobs", &failed))
}
