use std::{
    fs::{self, File},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    time::{Duration, SystemTime},
};

use rgrid_shared::digest::Digest;

use super::{MOST_BYTES, pack, unpack};

#[test]
fn a_set_comes_out_of_its_pack_as_it_went_in() {
    let at = tempfile::tempdir().unwrap();
    let (from, to, file) = (
        at.path().join("from"),
        at.path().join("to"),
        at.path().join("pack"),
    );
    fs::create_dir_all(from.join("bin")).unwrap();
    fs::create_dir(&to).unwrap();
    let long = format!("lib/{}/{}", "d".repeat(120), "f".repeat(120));
    fs::create_dir_all(from.join(&long).parent().unwrap()).unwrap();
    fs::write(from.join(&long), "long").unwrap();
    fs::write(from.join("bin/tool"), "#!/bin/sh\n").unwrap();
    fs::set_permissions(from.join("bin/tool"), fs::Permissions::from_mode(0o4700)).unwrap();
    symlink("/usr/bin/python3", from.join("bin/python")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, from.join("pipe"), rustix::fs::Mode::RWXU).unwrap();
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    File::open(from.join(&long))
        .unwrap()
        .set_modified(then)
        .unwrap();
    let made = pack(&from, &file).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(
        (made.digest, made.size),
        (Digest::of(&bytes), bytes.len() as u64)
    );
    unpack(File::open(&file).unwrap(), &to).unwrap();
    assert_eq!(fs::read_to_string(to.join(&long)).unwrap(), "long");
    // Compiled code names the time of its source.
    assert_eq!(to.join(&long).metadata().unwrap().mtime(), 1_000_000);
    let tool = to.join("bin/tool").metadata().unwrap();
    assert_eq!(
        tool.mode() & 0o7777,
        0o755,
        "everybody's, and nobody's privileges"
    );
    assert_eq!(
        fs::read_link(to.join("bin/python")).unwrap().to_str(),
        Some("/usr/bin/python3")
    );
    assert!(!to.join("pipe").exists());
}

#[test]
fn a_link_in_a_pack_leads_nobody_out() {
    let at = tempfile::tempdir().unwrap();
    let (outside, to) = (at.path().join("outside"), at.path().join("to"));
    fs::create_dir(&outside).unwrap();
    fs::create_dir(&to).unwrap();
    let file = at.path().join("pack");
    let mut builder =
        tar::Builder::new(zstd::Encoder::new(File::create(&file).unwrap(), 1).unwrap());
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    builder.append_link(&mut link, "out", &outside).unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_size(1);
    header.set_mode(0o644);
    builder
        .append_data(&mut header, "out/x", &b"x"[..])
        .unwrap();
    builder.into_inner().unwrap().finish().unwrap();
    unpack(File::open(&file).unwrap(), &to).unwrap_err();
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn half_a_pack_is_none() {
    let at = tempfile::tempdir().unwrap();
    let (from, to, file) = (
        at.path().join("from"),
        at.path().join("to"),
        at.path().join("pack"),
    );
    fs::create_dir(&from).unwrap();
    fs::create_dir(&to).unwrap();
    fs::write(from.join("x"), "x".repeat(100_000)).unwrap();
    let made = pack(&from, &file).unwrap();
    let cut = File::options().write(true).open(&file).unwrap();
    cut.set_len(made.size / 2).unwrap();
    unpack(File::open(&file).unwrap(), &to).unwrap_err();
}

/// A file without bytes on the disk would be written out in full by every node that unpacks it.
#[test]
fn what_is_larger_than_a_set_may_be_is_not_packed() {
    let at = tempfile::tempdir().unwrap();
    let (from, file) = (at.path().join("from"), at.path().join("pack"));
    fs::create_dir(&from).unwrap();
    let hollow = File::create(from.join("hollow")).unwrap();
    hollow.set_len(MOST_BYTES / 2 + 1).unwrap();
    // Each name of a file is packed on its own.
    fs::hard_link(from.join("hollow"), from.join("again")).unwrap();
    let error = pack(&from, &file).unwrap_err().to_string();
    assert_eq!(error, "it holds more than 10 GiB or 200,000 files");
    assert!(!file.exists());
}

#[test]
fn what_is_larger_than_a_set_may_be_is_not_unpacked() {
    let at = tempfile::tempdir().unwrap();
    let (file, to) = (at.path().join("pack"), at.path().join("to"));
    fs::create_dir(&to).unwrap();
    let mut builder =
        tar::Builder::new(zstd::Encoder::new(File::create(&file).unwrap(), 1).unwrap());
    let mut header = tar::Header::new_gnu();
    header.set_path("x").unwrap();
    header.set_mode(0o644);
    header.set_size(MOST_BYTES + 1);
    header.set_cksum();
    builder.append(&header, &b"x"[..]).unwrap();
    builder.into_inner().unwrap().finish().unwrap();
    let error = unpack(File::open(&file).unwrap(), &to)
        .unwrap_err()
        .to_string();
    assert_eq!(error, "it holds more than 10 GiB or 200,000 files");
    assert!(!to.join("x").exists());
}
