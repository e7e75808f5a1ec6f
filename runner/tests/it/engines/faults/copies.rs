//! Copies of images: one for all who ask, none that is not whole, gone when the image is.

use std::{collections::BTreeSet, io::Write as _, path::Path, process::Command, process::Stdio};

use rgrid_runner::engine::{
    EngineError,
    docker::DockerEngine,
    maker::Maker as _,
    oci::{Folders, OciEngine},
};
use rgrid_shared::id::{AttemptId, NodeId};

use super::{IMAGE, MADE, daemon::Daemon};
use crate::support::Kind;

async fn engine(docker: DockerEngine, at: &Path, name: &str) -> OciEngine {
    let (home, images) = (at.join(name), at.join("images"));
    OciEngine::new(docker, Folders { home, images })
        .await
        .unwrap()
}

/// The folders in the folder of copies.
fn copies(at: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(at.join("images")).unwrap().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

fn docker(args: &[&str], input: &[u8]) {
    let mut command = Command::new("docker");
    let command = command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    assert!(child.wait().unwrap().success(), "{args:?}");
}

/// An image of a few files, of this name.
fn import(name: &str) {
    let mut archive = tar::Builder::new(Vec::new());
    for number in 0..100 {
        let mut header = tar::Header::new_ustar();
        header.set_size(4);
        header.set_mode(0o4755);
        archive
            .append_data(&mut header, format!("file{number}"), &b"some"[..])
            .unwrap();
    }
    docker(&["import", "-", name], &archive.into_inner().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_unpacked_once_for_all_and_removed_when_docker_has_it_no_more() {
    if !Kind::Oci.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let local = || DockerEngine::new(None, None).unwrap();
    let first = engine(local(), folder.path(), "first").await;
    let second = engine(local(), folder.path(), "second").await;
    let image = format!("rgrid-test-copies:{}", AttemptId::new());
    import(&image);
    let asked = tokio::join!(
        first.prepare(&image),
        first.prepare(&image),
        second.prepare(&image),
        second.prepare(&image)
    );
    let digest = asked.0.clone().unwrap();
    let same = || Ok(digest.clone());
    assert_eq!(asked, (same(), same(), same(), same()));
    let there = copies(folder.path());
    assert_eq!(there.len(), 1, "{there:?}");
    let copy = folder.path().join("images").join(there.first().unwrap());
    assert_eq!(std::fs::read(copy.join("file99")).unwrap(), b"some");
    let mode = std::fs::metadata(copy.join("file99")).unwrap();
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&mode) & 0o7777, 0o4755);
    first.clean(NodeId::new()).await.unwrap();
    assert_eq!(copies(folder.path()), there, "Docker has the image");
    docker(&["rmi", &image], b"");
    first.clean(NodeId::new()).await.unwrap();
    assert_eq!(copies(folder.path()), there, "another runner uses it");
    second.clean(NodeId::new()).await.unwrap();
    assert_eq!(copies(folder.path()), BTreeSet::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn half_an_image_is_no_copy() {
    if !Kind::Oci.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let there = ("GET", "/images/", 200, r#"{"Id":"sha256:abc"}"#);
    let cut = ("GET", "/export", 200, "no archive");
    let answers = [
        (vec![there], "no luck"),
        (vec![there, MADE], "no luck"),
        (vec![there, MADE, cut], "failed to read entire block"),
    ];
    for (answers, words) in answers {
        let (daemon, docker) = Daemon::start(answers.leak()).await;
        let engine = engine(docker, folder.path(), "home").await;
        let EngineError::Failed(told) = engine.prepare("i").await.unwrap_err() else {
            panic!("it is the engine's failure");
        };
        assert!(told.starts_with("could not unpack the image i:"), "{told}");
        assert!(told.contains(words), "{told}");
        assert_eq!(copies(folder.path()), BTreeSet::new());
        let heard = daemon.heard.lock().unwrap();
        assert!(
            heard.iter().any(|heard| heard.starts_with("DELETE")),
            "{heard:?}"
        );
    }
    let (_, docker) = Daemon::start(&[IMAGE]).await;
    let engine = engine(docker, folder.path(), "home").await;
    let listing = engine.clean(NodeId::new()).await.unwrap_err();
    assert_eq!(listing, super::refused("list containers"));
}
