use std::fs;

use super::*;

fn empty() -> Manifest {
    Manifest::new(Some(BatchId::new()), Vec::new())
}

#[test]
fn a_receipt_replaces_an_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("new/outputs");
    let (first, second) = (empty(), empty());
    assert_eq!(first.write(&root).unwrap(), root.join(NAME));
    assert_eq!(second.write(&root).unwrap(), root.join(NAME));
    let text = fs::read_to_string(root.join(NAME)).unwrap();
    assert!(text.contains(&second.batch.unwrap().to_string()), "{text}");
    assert!(
        text.starts_with("{\n  \"schema\": \"rgrid.manifest/1\""),
        "{text}"
    );
}

/// A web extension has a `manifest.json` of its own, and a folder may have that name too.
#[test]
fn a_file_of_that_name_that_is_no_receipt_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    fs::write(&path, "{ \"manifest_version\": 3 }").unwrap();
    let receipt = empty();
    let beside = folder
        .path()
        .join(format!("manifest-{}.json", receipt.batch.unwrap()));
    assert_eq!(receipt.write(folder.path()).unwrap(), beside);
    assert_eq!(fs::read(&path).unwrap(), b"{ \"manifest_version\": 3 }");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(receipt.write(folder.path()).unwrap(), beside);
}

#[test]
fn a_receipt_of_no_batch_has_a_name_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(NAME), "mine").unwrap();
    let path = Manifest::new(None, Vec::new()).write(folder.path());
    assert_eq!(path.unwrap(), folder.path().join("manifest-rgrid.json"));
}
