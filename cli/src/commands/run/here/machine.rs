//! This machine as a node of one job: a folder that no other run has now, and something to make sandboxes with.

use rgrid_runner::{Config, RunnerError, alone::Alone};

use crate::{
    exit::{Failure, Result},
    profile,
};

/// How many may run at the same time.
const MOST: usize = 1_000;

/// Gets this machine ready. Images are shared; packages and inputs are kept by folder, of which the first that is free
/// is taken, so that whoever runs one thing after the other has them all.
///
/// # Errors
/// When there is no Docker, or nothing can be written below the home folder.
pub(super) async fn open() -> Result<Alone> {
    let home = profile::home()?.join("here");
    for number in 0..MOST {
        let mut config = Config::new("http://localhost", home.join(number.to_string()));
        config.images_dir = Some(home.join("images"));
        config.slots = 1;
        config.warm = Some(0);
        config.extra_ca_bundle = std::env::var_os("RGRID_RUNNER_EXTRA_CA_BUNDLE").map(Into::into);
        match Alone::open(config).await {
            Err(RunnerError::Locked(_)) => {}
            opened => return opened.map_err(|error| failed(&error)),
        }
    }
    Err(Failure::local(format!("{MOST} jobs run here already")))
}

fn failed(error: &RunnerError) -> Failure {
    let failure = Failure::local(format!("this machine cannot run it: {error}"));
    if matches!(error, RunnerError::Engine(_)) {
        return failure
            .hint("sudo systemctl start docker (or install it: sudo apt-get install docker.io)");
    }
    failure
}
