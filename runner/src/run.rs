//! Starting the parts and keeping them together.

use std::{sync::Arc, time::Duration};

use reqwest::Client;
use rgrid_shared::{id::AttemptId, spec::Secret};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    agent::{Agent, Leave},
    blobs::Blobs,
    config::Config,
    connection::{self, Dial, Line},
    context::{Context, Notice},
    engine::{self, Engine},
    enrol,
    error::RunnerError,
    http, lease,
    lease::Leases,
    machine,
    referee::Referee,
    sets::Sets,
    state_dir::StateDir,
};

/// Runs a node on the engine it is told, or the best there is, until `shutdown` is set and what it holds is done.
///
/// # Errors
/// [`RunnerError`] when it cannot start, or the control plane will never take it.
pub async fn run(config: Config, shutdown: CancellationToken) -> Result<(), RunnerError> {
    config.check()?;
    let engine = engine::choose(&config).await?;
    run_with(config, engine, shutdown).await
}

/// Runs a node on any engine until `shutdown` is set and what it holds is done.
///
/// # Errors
/// [`RunnerError`] when it cannot start, or the control plane will never take it.
pub async fn run_with(
    config: Config,
    engine: Arc<dyn Engine>,
    shutdown: CancellationToken,
) -> Result<(), RunnerError> {
    config.check()?;
    let state = StateDir::open(&config.state_dir)?;
    engine.ready().await?;
    let client = http::client().map_err(|error| RunnerError::Config(error.to_string()))?;
    let token = tokio::select! {
        token = enrol::token(&config, &state, &client) => token?,
        () = shutdown.cancelled() => return Ok(()),
    };
    let left = state.leftovers()?;
    let leases = leases(&left.finished)?;
    let dial = dial(&config, token, left.died);
    let stop = CancellationToken::new();
    let _stopped_at_the_end = stop.clone().drop_guard();
    let (line, events) = connection::start(dial, Arc::clone(&leases), stop)?;
    let (notices, notes) = mpsc::unbounded_channel();
    let waiting = Arc::clone(&engine);
    let context = share(&config, (engine, state, client), (line, notices), leases)?;
    let mut agent = Agent::new(Arc::new(context), config.slots);
    agent.resume(left.finished);
    let within = config.drain_timeout_s.map(Duration::from_secs);
    let left = agent.run(events, notes, Leave { shutdown, within }).await;
    waiting.close().await;
    left
}

/// What all attempts share.
pub(crate) fn share(
    config: &Config,
    (engine, state, client): (Arc<dyn Engine>, StateDir, Client),
    (line, notices): (Line, mpsc::UnboundedSender<Notice>),
    leases: Arc<Leases>,
) -> Result<Context, RunnerError> {
    let blobs = keep_blobs(config, &state, &client)?;
    let sets = keep_packages(config, &state)?;
    Ok(Context {
        engine,
        client,
        referee: Arc::new(referee(config, &blobs, &sets)),
        sets,
        blobs,
        state,
        leases,
        disk_floor: config.disk_floor_bytes,
        line,
        notices,
    })
}

/// The leases, kept by a thread of their own; these attempts have only their reports left.
fn leases(finished: &[AttemptId]) -> Result<Arc<Leases>, RunnerError> {
    let leases = Arc::new(Leases::default());
    for attempt in finished {
        leases.keep_for_report(*attempt, std::time::Instant::now());
    }
    lease::keep(&leases)?;
    Ok(leases)
}

/// Opens what is kept of inputs; it leaves as much room as jobs need to be taken, twice.
fn keep_blobs(
    config: &Config,
    state: &StateDir,
    client: &Client,
) -> Result<Arc<Blobs>, RunnerError> {
    let path = state.root().join("blobs");
    let leaves = config.disk_floor_bytes.saturating_mul(2);
    let room = (config.blobs_bytes, leaves);
    Blobs::open(client.clone(), path.clone(), room)
        .map_err(|cause| RunnerError::State { path, cause })
}

fn referee(config: &Config, blobs: &Arc<Blobs>, sets: &Arc<Sets>) -> Referee {
    let (blobs, sets) = (Arc::clone(blobs), Arc::clone(sets));
    Referee::new(blobs, sets, config.disk_floor_bytes)
}

/// Opens what is kept of packages.
fn keep_packages(config: &Config, state: &StateDir) -> Result<Arc<Sets>, RunnerError> {
    let path = state.root().join("packages");
    let sets = Sets::open(&path, config.packages_bytes);
    sets.map(Arc::new)
        .map_err(|cause| RunnerError::State { path, cause })
}

fn dial(config: &Config, token: Secret, died: Vec<AttemptId>) -> Dial {
    Dial {
        url: config.socket_url(),
        token,
        slots: config.slots,
        cpu_millis: machine::cpu_millis(),
        memory_bytes: machine::memory_bytes(),
        died,
    }
}
