use std::{
    fs::File,
    io::{Seek as _, Write as _},
};

use super::*;

#[test]
fn a_file_without_a_name_is_seen_once_as_long_as_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let device = fs::metadata(folder.path()).unwrap().dev();
    let mine = || bytes(&[std::process::id(), u32::MAX], device);
    let before = mine();
    let path = folder.path().join("file");
    let mut file = File::create(&path).unwrap();
    file.write_all(&vec![1; 1 << 20]).unwrap();
    let again = file.try_clone().unwrap();
    assert_eq!(mine(), before, "it has a name");
    fs::remove_file(&path).unwrap();
    assert_eq!(mine(), before + (1 << 20));
    drop(again);
    file.rewind().unwrap();
    file.set_len(0).unwrap();
    assert_eq!(mine(), before);
}
