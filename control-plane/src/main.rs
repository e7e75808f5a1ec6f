//! `rgrid-control-plane [CONFIG.toml]`: the control plane alone, for servers and images.

use std::path::PathBuf;

use rgrid_control_plane::{Config, config, run, telemetry};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    telemetry::init()?;
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    run(Config::load(file.as_deref(), config::environment)?).await?;
    Ok(())
}
