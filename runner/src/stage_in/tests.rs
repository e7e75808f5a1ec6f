use rgrid_shared::{digest::Digest, wire::blobs::Base64Bytes};

use super::*;
use crate::beneath::make_root;

fn input(path: &str, bytes: &'static [u8]) -> (Input, Source) {
    let input = Input {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(bytes),
        size: bytes.len() as u64,
        executable: false,
    };
    (
        input,
        Source::Inline(Base64Bytes(Bytes::from_static(bytes))),
    )
}

async fn stage(files: &[(Input, Source)]) -> (tempfile::TempDir, Result<Known, StageInError>) {
    let folder = tempfile::tempdir().unwrap();
    let root = make_root(&folder.path().join("work")).unwrap();
    let client = http::client().unwrap();
    let blobs = Blobs::open(client, folder.path().join("blobs"), (0, 0)).unwrap();
    let known = stage_in(
        &blobs,
        &root,
        files.iter().map(|(input, source)| (input, source)),
    )
    .await;
    (folder, known)
}

#[tokio::test]
async fn inputs_stand_where_they_were_asked_for() {
    let (folder, known) = stage(&[input("a b/ü\n.txt", b"1"), input("c", b"")]).await;
    assert_eq!(known.unwrap().len(), 2);
    assert_eq!(
        std::fs::read(folder.path().join("work/a b/ü\n.txt")).unwrap(),
        b"1"
    );
}

#[tokio::test]
async fn other_bytes_than_promised_are_an_error_that_names_the_input() {
    let (mut wrong, source) = input("data.csv", b"123");
    wrong.digest = Digest::of(b"321");
    let (_folder, known) = stage(&[(wrong, source)]).await;
    let message = known.unwrap_err().to_string();
    assert!(
        message.contains("data.csv") && message.contains("promised"),
        "{message}"
    );
}

#[tokio::test]
async fn two_inputs_at_one_place_are_an_error() {
    let (_folder, known) = stage(&[input("a", b"1"), input("a", b"2")]).await;
    assert!(known.is_err());
    let (_folder, known) = stage(&[input("a", b"1"), input("a/b", b"2")]).await;
    assert!(known.is_err());
}
