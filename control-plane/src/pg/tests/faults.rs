//! Hard kills, stale files and half-made folders.

use std::fs;
use std::os::unix::fs::chown;

use rustix::process::{Signal, getpid, kill_process};

use super::{Bed, kill_hard, pidfile, recalled, remember, until};
use crate::pg::PgError;

#[tokio::test]
async fn a_server_killed_hard_is_up_again_at_once_with_its_data() {
    let bed = Bed::new();
    let mut cluster = bed.start().await;
    remember(&cluster, "committed").await;
    for _ in 0..3 {
        kill_hard(&cluster);
        let next = bed.start().await;
        assert_ne!(next.pid(), cluster.pid());
        assert_eq!(recalled(&next).await, "committed");
        cluster = next;
    }
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_just_stopping_is_waited_for() {
    let bed = Bed::new();
    let cluster = bed.start().await;
    remember(&cluster, "committed").await;
    let pid = rustix::process::Pid::from_raw(i32::try_from(cluster.pid()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    let next = bed.start().await;
    assert_eq!(recalled(&next).await, "committed");
}

#[tokio::test]
async fn a_stale_pid_file_with_the_number_of_a_stranger_is_cleared() {
    let bed = Bed::new();
    let cluster = bed.start().await;
    remember(&cluster, "committed").await;
    let data = bed.place().data();
    let text = fs::read_to_string(pidfile::path(&data)).unwrap();
    let old = kill_hard(&cluster);
    until("the server is gone", || {
        !pidfile::is_postmaster_of(old, &data)
    })
    .await;
    let me = getpid().as_raw_nonzero().to_string();
    fs::write(
        pidfile::path(&data),
        text.replacen(&cluster.pid().to_string(), &me, 1),
    )
    .unwrap();
    assert_eq!(recalled(&bed.start().await).await, "committed");
}

#[tokio::test]
async fn a_cluster_that_was_half_made_is_made_again() {
    let bed = Bed::new();
    let half = bed.place().dir.join("data.new/base");
    fs::create_dir_all(&half).unwrap();
    fs::write(half.join("1"), "half").unwrap();
    let cluster = bed.start().await;
    remember(&cluster, "whole").await;
    assert!(!bed.place().dir.join("data.new").exists());
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_that_is_no_cluster_is_left_alone() {
    let bed = Bed::new();
    let data = bed.place().data();
    fs::create_dir(&data).unwrap();
    fs::write(data.join("letter.txt"), "mine").unwrap();
    let error = crate::pg::Cluster::start(&bed.config).await.unwrap_err();
    assert!(matches!(error, PgError::NotACluster { .. }), "{error}");
    assert_eq!(fs::read_to_string(data.join("letter.txt")).unwrap(), "mine");
}

#[tokio::test]
async fn a_server_that_cannot_start_is_quoted() {
    let bed = Bed::new();
    bed.start().await.stop().await.unwrap();
    let place = bed.place();
    let conf = place.data().join("postgresql.conf");
    fs::write(&conf, "shared_preload_libraries = 'no_such_library'\n").unwrap();
    if place.owner.drop {
        chown(&conf, Some(place.owner.uid), Some(place.owner.gid)).unwrap();
    }
    let error = crate::pg::Cluster::start(&bed.config).await.unwrap_err();
    assert!(error.to_string().contains("no_such_library"), "{error}");
}
