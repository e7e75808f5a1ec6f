//! The parts of the local instance, started in order and ended in the reverse order.

mod key;
mod options;
mod runner;

use std::{
    fmt::Display,
    net::{Ipv4Addr, SocketAddr, TcpListener},
};

use rgrid_control_plane::{
    Config, Running,
    config::S3Config,
    pg::{Cluster, PgConfig},
    store::{self, StoreConfig, StoreHandle},
};

use super::{Layout, LocalError, secrets::StoreKeys};
pub use options::Options;
pub use runner::DRAIN_S;
use runner::Runner;

/// The running parts.
pub struct Services {
    postgres: Option<Cluster>,
    store: StoreHandle,
    control: Running,
    runner: Runner,
}

impl Services {
    /// Starts database, store, control plane and runner, and writes the profile `local`.
    ///
    /// # Errors
    /// The first part that does not start, with what to type next.
    pub async fn start(layout: &Layout, options: &Options) -> Result<Self, LocalError> {
        for address in [options.control_address(), options.store_address()] {
            check_port(address)?;
        }
        runner::check_docker().await?;
        let postgres = match options.database_url {
            Some(_) => None,
            None => Some(start_postgres(layout).await?),
        };
        let database = options.database_url.as_deref();
        let database = database
            .or_else(|| postgres.as_ref().map(Cluster::url))
            .unwrap_or_default();
        let keys = StoreKeys::load(layout)?;
        let store = start_store(layout, options, &keys).await?;
        let control = start_control(options, database, keys).await?;
        key::ensure(layout, &control, &options.url()).await?;
        let runner = Runner::start(layout, options, &control).await?;
        Ok(Self {
            postgres,
            store,
            control,
            runner,
        })
    }

    /// Waits until a part ends that should not.
    pub async fn broken(&mut self) -> LocalError {
        self.runner.broken().await
    }

    /// Drains the runner, then ends the other parts; what is running then starts again next time.
    pub async fn stop(self) {
        self.runner.stop().await;
        self.control.shutdown().await;
        self.store.shutdown().await;
        if let Some(postgres) = self.postgres
            && let Err(error) = postgres.stop().await
        {
            tracing::warn!(%error, "PostgreSQL did not stop; the next start adopts it");
        }
    }
}

/// Says early and plainly when something else listens there.
fn check_port(address: SocketAddr) -> Result<(), LocalError> {
    match TcpListener::bind(address) {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(LocalError::PortTaken {
            port: address.port(),
        }),
        _ => Ok(()),
    }
}

async fn start_postgres(layout: &Layout) -> Result<Cluster, LocalError> {
    let config = PgConfig::new(layout.postgres());
    Cluster::start(&config)
        .await
        .map_err(|error| failed("PostgreSQL", error))
}

async fn start_store(
    layout: &Layout,
    options: &Options,
    keys: &StoreKeys,
) -> Result<StoreHandle, LocalError> {
    let config = StoreConfig {
        root: layout.store(),
        listen: options.store_address(),
        access_key: keys.access_key.clone(),
        secret_key: keys.secret_key.clone(),
        bucket: options::BUCKET.to_owned(),
    };
    store::serve(config)
        .await
        .map_err(|error| failed("the blob store", error))
}

async fn start_control(
    options: &Options,
    database: &str,
    keys: StoreKeys,
) -> Result<Running, LocalError> {
    let endpoint = format!("http://{}", options.store_address());
    let mut s3 = S3Config::new(endpoint, keys.access_key, keys.secret_key);
    options::BUCKET.clone_into(&mut s3.bucket);
    let config = Config::new(database, options.control_address(), s3);
    rgrid_control_plane::serve(config)
        .await
        .map_err(|error| failed("the control plane", error))
}

/// A part that did not start, in its own words.
fn failed(part: &'static str, error: impl Display) -> LocalError {
    LocalError::Part {
        part,
        message: error.to_string(),
        hint: None,
    }
}

/// An address of this machine only.
fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}
