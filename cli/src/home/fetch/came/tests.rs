use rgrid_shared::{
    path::RelPath,
    wire::{
        artifacts::Artifact,
        blobs::{Base64Bytes, SignedUrl},
    },
};

use super::*;

fn file(named: &[u8], came: Option<&'static [u8]>) -> ArtifactUrl {
    ArtifactUrl {
        artifact: Artifact {
            path: RelPath::new("out/a").unwrap(),
            digest: Digest::of(named),
            size: named.len() as u64,
            executable: true,
        },
        get: SignedUrl {
            url: String::new(),
            headers: [].into(),
        },
        bytes: came.map(|bytes| Base64Bytes(bytes.into())),
    }
}

#[test]
fn bytes_that_came_with_the_news_land_and_others_are_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let goes = Goes {
        root: folder.path().to_owned(),
        path: RelPath::new("out/a").unwrap(),
    };
    assert!(!land(&file(b"mine", None), &goes).unwrap());
    assert!(!land(&file(b"mine", Some(b"theirs")), &goes).unwrap());
    assert!(!folder.path().join("out").exists());
    assert!(land(&file(b"mine", Some(b"mine")), &goes).unwrap());
    let path = folder.path().join("out/a");
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
    assert_eq!(mode & 0o100, 0o100);
}
