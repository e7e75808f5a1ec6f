//! Enrolment: a token that makes one node, for the node's own token.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use rgrid_shared::{
    error::ErrorBody,
    spec::Secret,
    wire::nodes::{Enrol, Enrolled},
};

use crate::{backoff::Backoff, config::Config, error::RunnerError, state_dir::StateDir};

/// The node's token: the one given, the one kept, or a new one for the enrol token.
pub(crate) async fn token(
    config: &Config,
    state: &StateDir,
    client: &Client,
) -> Result<Secret, RunnerError> {
    if let Some(token) = &config.node_token {
        return Ok(token.clone());
    }
    if let Some(identity) = state.identity()? {
        return Ok(identity.token);
    }
    let enrol_token = config
        .enrol_token
        .as_ref()
        .ok_or(RunnerError::NotEnrolled)?;
    let mut backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(8));
    loop {
        match enrol(config, client, enrol_token).await {
            Ok(identity) => {
                state.remember(&identity)?;
                return Ok(identity.token);
            }
            Err(error) if error.is_final() => return Err(error),
            Err(error) => tracing::warn!(%error, "cannot enrol yet; trying on"),
        }
        tokio::time::sleep(backoff.pause()).await;
    }
}

async fn enrol(config: &Config, client: &Client, token: &Secret) -> Result<Enrolled, RunnerError> {
    let unreachable = |error: reqwest::Error| RunnerError::Connect(error.to_string());
    let url = format!("{}/v1/nodes/enrol", config.url.trim_end_matches('/'));
    let request = client.post(url).bearer_auth(token.reveal());
    let request = request.json(&Enrol {
        name: config.name.clone(),
    });
    let answer = request.send().await.map_err(unreachable)?;
    let status = answer.status();
    if status.is_success() {
        return answer.json().await.map_err(unreachable);
    }
    let text = answer.text().await.map_err(unreachable)?;
    let body = serde_json::from_str::<ErrorBody>(&text);
    let words = body.map_or_else(|_| status.to_string(), |body| body.error.message);
    if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS {
        return Err(RunnerError::Enrol(words));
    }
    Err(RunnerError::Connect(words))
}
