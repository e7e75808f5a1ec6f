mod deeds;
mod keys;
mod random;

use crate::{
    action::Kind,
    testing::{
        scenes::{Scene, scene},
        screen,
    },
};

/// R-T1: each screen in each state at three sizes.
fn looks(kind: Kind) {
    for one in Scene::ALL {
        for size in [(80, 24), (120, 40), (200, 50)] {
            let name = format!("{kind:?}_{one:?}_{}x{}", size.0, size.1).to_lowercase();
            insta::assert_snapshot!(name, screen(&mut scene(kind, one), size));
        }
    }
}

#[test]
fn jobs_look_well_in_each_state() {
    looks(Kind::Jobs);
}

#[test]
fn a_batch_looks_well_in_each_state() {
    looks(Kind::Batch);
}

#[test]
fn a_job_looks_well_in_each_state() {
    looks(Kind::Job);
}

#[test]
fn logs_look_well_in_each_state() {
    looks(Kind::Logs);
}

#[test]
fn files_look_well_in_each_state() {
    looks(Kind::Artifacts);
}

#[test]
fn costs_look_well_in_each_state() {
    looks(Kind::Cost);
}

#[test]
fn nodes_look_well_in_each_state() {
    looks(Kind::Nodes);
}

#[test]
fn help_looks_well() {
    let mut app = scene(Kind::Help, Scene::Full);
    insta::assert_snapshot!("help_80x24", screen(&mut app, (80, 24)));
    insta::assert_snapshot!("help_120x60", screen(&mut app, (120, 60)));
}
