//! R-E5: a runner killed in the middle of a job.

use bollard::{Docker, query_parameters::ListContainersOptionsBuilder};

use crate::support::{
    Kind, Plane, assignment,
    process::{folder, runner},
    sh, until,
};

on_each_maker!(
    scenario_02_a_killed_runner_cleans_up_when_it_starts_again_and_works_on,
    a_result_kept_by_a_killed_runner_is_reported_with_its_log,
    scenario_03_a_runner_paused_past_its_lease_drops_its_attempt_when_it_wakes
);

/// How many sandboxes the node has.
pub(super) async fn sandboxes(plane: &Plane, kind: Kind) -> usize {
    match kind {
        Kind::Docker | Kind::WarmDocker => containers(plane).await,
        Kind::Oci | Kind::WarmOci => groups(plane),
    }
}

fn groups(plane: &Plane) -> usize {
    let node = plane.lock().node;
    let roots = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"].map(std::path::Path::new);
    let ours = roots.map(|root| root.join("rgrid").join(node.to_string()));
    let entries = ours.iter().filter_map(|ours| std::fs::read_dir(ours).ok());
    let folders = entries.flatten().flatten();
    folders.filter(|entry| entry.path().is_dir()).count()
}

async fn containers(plane: &Plane) -> usize {
    let docker = Docker::connect_with_local_defaults().unwrap();
    let label = format!("rgrid.node={}", plane.lock().node);
    let filters = std::collections::HashMap::from([("label", vec![label])]);
    let options = ListContainersOptionsBuilder::default()
        .all(true)
        .filters(&filters);
    docker
        .list_containers(Some(options.build()))
        .await
        .unwrap()
        .len()
}

async fn scenario_02_a_killed_runner_cleans_up_when_it_starts_again_and_works_on(kind: Kind) {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let mut first = runner(&plane, state.path(), kind);
    let attempt = plane.give(assignment(sh("echo up; exec sleep 600")));
    until("it runs", || plane.record(attempt).pos > 0).await;
    first.kill().await.unwrap();
    assert_eq!(sandboxes(&plane, kind).await, 1);
    let mut second = runner(&plane, state.path(), kind);
    until("it is back", || plane.lock().hellos.len() == 2).await;
    assert!(
        plane.lock().hellos[1].held.is_empty(),
        "half an attempt is given up"
    );
    let next = plane.give(assignment(sh("exit 4")));
    plane.finished(next).await;
    assert!(!folder(state.path(), attempt).exists());
    until("its folder is gone", || {
        !folder(state.path(), next).exists()
    })
    .await;
    assert_eq!(sandboxes(&plane, kind).await, 0);
    let pid = rustix::process::Pid::from_raw(second.id().unwrap().cast_signed()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(
        second.wait().await.unwrap().success(),
        "and leaves in good order"
    );
}

async fn a_result_kept_by_a_killed_runner_is_reported_with_its_log(kind: Kind) {
    let plane = Plane::start().await;
    plane.lock().silent = true;
    let state = tempfile::tempdir().unwrap();
    let mut first = runner(&plane, state.path(), kind);
    let attempt = plane.give(assignment(sh("echo out; echo file > f; exit 5")));
    until("it reports", || !plane.record(attempt).reports.is_empty()).await;
    first.kill().await.unwrap();
    {
        let mut plane = plane.lock();
        plane.silent = false;
        plane.records.clear();
    }
    let _second = runner(&plane, state.path(), kind);
    let finished = plane.finished(attempt).await;
    assert_eq!(plane.lock().hellos[1].held, [attempt]);
    assert_eq!(
        finished.outcome,
        rgrid_shared::job::Outcome::Exited { code: 5 }
    );
    assert_eq!(plane.record(attempt).stdout, b"out\n");
    assert_eq!(finished.artifacts.len(), 1);
}

/// A runner that sleeps past its lease wakes up without a claim to the job.
async fn scenario_03_a_runner_paused_past_its_lease_drops_its_attempt_when_it_wakes(kind: Kind) {
    let plane = Plane::start().await;
    plane.lock().lease_s = 3;
    let state = tempfile::tempdir().unwrap();
    let process = runner(&plane, state.path(), kind);
    let attempt = plane.give(assignment(sh("echo up; exec sleep 600")));
    until("it runs", || plane.record(attempt).pos > 0).await;
    let pid = rustix::process::Pid::from_raw(process.id().unwrap().cast_signed()).unwrap();
    let signal = |signal| rustix::process::kill_process(pid, signal).unwrap();
    signal(rustix::process::Signal::STOP);
    let paused = std::time::Instant::now();
    until("its lease is over", || paused.elapsed().as_millis() > 3_500).await;
    assert_eq!(
        sandboxes(&plane, kind).await,
        1,
        "nobody is there to end it"
    );
    signal(rustix::process::Signal::CONT);
    until("its folder is gone", || {
        !folder(state.path(), attempt).exists()
    })
    .await;
    assert_eq!(sandboxes(&plane, kind).await, 0);
    assert!(plane.record(attempt).reports.is_empty());
    let next = plane.give(assignment(sh("exit 4")));
    plane.finished(next).await;
}
