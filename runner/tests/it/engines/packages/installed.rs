//! Real packages from a real index, as this machine's settings say.

use rgrid_runner::engine::{Pool, docker::DockerEngine};
use rgrid_shared::{
    id::{AccountId, AttemptId},
    job::Outcome,
};

use crate::support::{Grid, Plane, packages::needing, sh, until};

const SMALL: &str = "pygments==2.19.1\nmarkupsafe==3.0.2\n";

/// A runner with this machine's certificates; jobs are made by Docker, as all with network are.
pub(super) async fn on(plane: Plane, slots: u32) -> Grid {
    let state = tempfile::tempdir().unwrap();
    let bundle = std::env::var_os("SSL_CERT_FILE").map(Into::into);
    let docker = DockerEngine::new(None, bundle).unwrap();
    let engine = Pool::new(std::sync::Arc::new(docker), &state.path().join("boxes"), 0);
    Grid::start_in(plane, state, std::sync::Arc::new(engine), |config| {
        config.slots = slots;
    })
}

pub(super) fn stderr(grid: &Grid, attempt: AttemptId) -> String {
    String::from_utf8_lossy(&grid.plane.record(attempt).stderr).into_owned()
}

/// Many jobs with the same new set install it once; what they need is there however they ask for it.
#[tokio::test(flavor = "multi_thread")]
async fn many_jobs_that_need_the_same_install_it_once_and_another_node_fetches_it() {
    let grid = on(Plane::start().await, 5).await;
    let me = AccountId::new();
    // A console script, a module that is a program, and a native wheel.
    let script =
        "pygmentize -V && python -m pygments -V && python -c 'import markupsafe._speedups'";
    let attempts = [(); 5].map(|()| grid.plane.give(needing(me, SMALL, sh(script))));
    let mut installed = 0;
    for attempt in attempts {
        let finished = grid.finished(attempt).await;
        let said = stderr(&grid, attempt);
        assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{said}");
        installed += usize::from(said.contains("installing dependencies (requirements.txt)"));
    }
    assert_eq!(installed, 1);
    assert_eq!(grid.plane.lock().sets.installers.len(), 1);
    let (first, _state, _) = grid.leave().await;
    let plane = Plane::start().await;
    {
        let (mut known, mut new) = (first.lock(), plane.lock());
        new.blobs = std::mem::take(&mut known.blobs);
        new.sets = std::mem::take(&mut known.sets);
    }
    let second = on(plane, 2).await;
    let attempt = second.plane.give(needing(me, SMALL, sh("pygmentize -V")));
    let finished = second.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert_eq!(stderr(&second, attempt), "", "it was fetched");
}

/// The installer's own words are in the log, and their end is the job's message.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_installed_fails_with_the_installers_words() {
    let grid = on(Plane::start().await, 1).await;
    let attempt = grid
        .plane
        .give(needing(AccountId::new(), "pygments==0.0.99\n", sh("true")));
    let finished = grid.finished(attempt).await;
    let Outcome::Dependencies { message } = &finished.outcome else {
        panic!("{finished:?}")
    };
    let said = stderr(&grid, attempt);
    assert!(said.contains("pygments==0.0.99"), "{said}");
    assert!(
        message.starts_with("Because ") && message.contains("pygments==0.0.99"),
        "{message}"
    );
    let folder = grid.state.path().join("packages");
    assert_eq!(
        std::fs::read_dir(folder).unwrap().count(),
        0,
        "nothing is left of it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_ends_when_its_job_is_cancelled() {
    let grid = on(Plane::start().await, 1).await;
    // Resolving goes on for as long as this server says nothing: it is nobody's.
    let never = "x @ https://192.0.2.1/x.zip\n";
    let attempt = grid
        .plane
        .give(needing(AccountId::new(), never, sh("true")));
    until("it installs", || {
        stderr(&grid, attempt).contains("installing")
    })
    .await;
    grid.plane
        .say(rgrid_shared::wire::node::ToNode::Cancel { attempt });
    assert_eq!(grid.finished(attempt).await.outcome, Outcome::Cancelled);
}
