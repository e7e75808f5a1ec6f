//! The parts of one grid: PostgreSQL, two control planes, three runners, and the wires between them.

mod database;
mod enrol;
mod part;
mod recipe;

use std::{path::PathBuf, time::Duration};

use rgrid_shared::{client::Client, spec::Secret};
use tempfile::TempDir;
use tokio::sync::Mutex;

pub(super) use self::{database::Database, part::Part};
use super::{plan::Bug, proxy::Proxy};
use recipe::Recipe;

/// How many control planes.
pub(super) const SERVERS: usize = 2;
/// How many runners.
pub(super) const RUNNERS: usize = CLOCKS.len();
/// By how many seconds the clock of each runner is off.
const CLOCKS: [i32; 3] = [0, 0, 600];

/// What a control plane writes down when it refuses a report.
const REFUSED: &str = "a report is refused";

/// All parts, running.
pub(super) struct Grid {
    dir: TempDir,
    key: String,
    /// The database.
    pub(super) database: Mutex<Database>,
    /// The control planes.
    pub(super) servers: Vec<Mutex<Part>>,
    /// The runners.
    pub(super) runners: Vec<Mutex<Part>>,
    /// From each runner to its control plane.
    pub(super) links: Vec<Proxy>,
    /// From the clients to each control plane.
    pub(super) fronts: Vec<Proxy>,
    /// From everyone to the blob store.
    pub(super) store: Proxy,
}

impl Grid {
    /// Starts all parts, with the bug if there is one.
    pub(super) async fn start(bug: Option<Bug>) -> Self {
        Self::with(bug, &CLOCKS, RUNNERS).await
    }

    /// A runner per clock, of which the first `awake` are started.
    pub(super) async fn with(bug: Option<Bug>, clocks: &[i32], awake: usize) -> Self {
        let dir = tempfile::Builder::new()
            .prefix("rgrid-faults-")
            .tempdir()
            .unwrap();
        let database = Database::start(&dir.path().join("pg")).await;
        let store = Proxy::to(recipe::store_port()).await;
        let recipe = Recipe {
            dir: dir.path().to_owned(),
            database: database.url().to_owned(),
            store: store.port(),
        };
        let key = recipe.key();
        let (mut servers, mut fronts) = (Vec::new(), Vec::new());
        for number in 0..SERVERS {
            let port = rgrid_tests::ports::stable();
            servers.push(Mutex::new(recipe.server(number, port)));
            fronts.push(Proxy::to(port).await);
        }
        database.infect(bug);
        let (runners, links) = (Vec::new(), Vec::new());
        let database = Mutex::new(database);
        let mut grid = Self {
            dir,
            key,
            database,
            servers,
            runners,
            links,
            fronts,
            store,
        };
        grid.start_servers().await;
        for (number, clock) in clocks.iter().enumerate() {
            let awake = number < awake;
            grid.add_runner(&recipe, (bug, *clock), awake).await;
        }
        grid
    }

    /// A client of one of the control planes.
    pub(super) fn client(&self, number: usize) -> Client {
        let url = format!("http://127.0.0.1:{}", self.fronts[number % SERVERS].port());
        Client::new(&url, Some(Secret::new(self.key.clone()))).unwrap()
    }

    /// The API key, for requests that a client does not make.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Where the runners write down what they start.
    pub(super) fn started(&self) -> PathBuf {
        self.dir.path().join("started")
    }

    /// How many reports the control planes refused, by their logs.
    pub(super) fn refused(&self) -> usize {
        let logs = (0..SERVERS).map(|number| self.dir.path().join(format!("server-{number}.log")));
        let texts = logs.map(|log| std::fs::read_to_string(log).unwrap_or_default());
        texts.map(|text| text.matches(REFUSED).count()).sum()
    }

    /// The folder in which a runner keeps what it has not handed over.
    pub(super) fn kept(&self, runner: usize) -> PathBuf {
        self.dir.path().join(format!("runner-{runner}/attempts"))
    }

    /// Leaves the folder with the logs there and says where it is.
    pub(super) fn keep(mut self) -> PathBuf {
        self.dir.disable_cleanup(true);
        self.dir.path().to_owned()
    }

    /// Ends everything in order.
    pub(super) async fn stop(self) {
        for part in self.runners.iter().chain(&self.servers) {
            part.lock().await.end(Duration::from_secs(20)).await;
        }
        self.database.into_inner().stop().await;
    }
}
