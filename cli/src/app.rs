//! App: what every command is given: the printer, where to go, and a runtime for the network when needed.

mod asked;
mod client;
mod last;

use std::future::Future;

use rgrid_shared::{client::Client, spec::Secret};
use tokio::runtime::Builder;

use crate::{
    app::asked::Asked,
    args::Globals,
    exit::{Failure, Result},
    printer::Printer,
    profile::{self, Target, Wish},
};

/// What every command is given.
pub struct App {
    /// Prints.
    pub printer: Printer,
    wish: Wish,
}

impl App {
    /// An app of these flags and this environment.
    #[must_use]
    pub fn new(globals: &Globals) -> Self {
        let key = std::env::var("RGRID_API_KEY")
            .ok()
            .filter(|key| !key.is_empty());
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Self {
            printer: Printer::new(globals.json, globals.quiet, globals.color),
            wish: Wish {
                profile: filled(&globals.profile),
                url: filled(&globals.url),
                key: key.map(Secret::new),
            },
        }
    }

    /// What was said about where to go.
    #[must_use]
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// The server and key to use.
    ///
    /// # Errors
    /// As [`profile::target`].
    pub fn target(&self) -> Result<Target> {
        profile::target(&self.wish)
    }

    /// A client of the server.
    ///
    /// # Errors
    /// As [`App::target`], or when the address is none.
    pub fn client(&self) -> Result<Client> {
        let target = self.target()?;
        Ok(Client::new(&target.url, Some(target.key))?)
    }

    /// Runs `work`, which uses the network, to its end.
    ///
    /// On this thread: a client waits for one thing after the other, and each handing over costs a wake.
    ///
    /// # Errors
    /// What `work` says, or that nothing can be waited for.
    pub fn block_on<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        run(&mut Builder::new_current_thread(), work)
    }

    /// Runs `work`, which serves others, to its end.
    ///
    /// # Errors
    /// What `work` says, or that no threads can be made.
    #[cfg(feature = "local")]
    pub fn serve<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        run(Builder::new_multi_thread().worker_threads(2), work)
    }

    /// Remembers `id` as the last one of this machine; a machine that cannot loses only the shortcut.
    pub fn remember(&self, id: &str) {
        if let Ok(home) = profile::home() {
            let _only_a_shortcut = last::write(&home, id);
        }
    }

    /// Notes on this machine that the server at `url` is about to be asked for something.
    #[must_use]
    pub fn asks(&self, url: &str) -> Asked {
        Asked::new(profile::home().ok(), url)
    }

    /// The id given, or the last one of this machine.
    ///
    /// # Errors
    /// When none is given and none is remembered, or what was last asked for was not accepted.
    pub fn id_or_last(&self, given: Option<&str>) -> Result<String> {
        if let Some(id) = given {
            return Ok(id.to_owned());
        }
        let home = profile::home()?;
        asked::settle(self, &home)?;
        let last = last::read(&home);
        if last.is_empty() {
            return Err(
                Failure::usage("name a job or a batch; none was run from here yet")
                    .hint("rgrid list"),
            );
        }
        Ok(last)
    }
}

fn run<T>(builder: &mut Builder, work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = builder
        .enable_all()
        .build()
        .map_err(|error| Failure::local(format!("cannot start threads: {error}")))?;
    let result = runtime.block_on(work);
    // A read that nobody waits for any more must not hold up the end.
    runtime.shutdown_background();
    result
}
