use std::{fs, io::Read as _, os::unix::fs::PermissionsExt as _};

use tar::{Builder, EntryType, Header};
use tokio::sync::mpsc;

use super::{Incoming, unpack};

fn header(kind: EntryType, name: &str, link: &str, size: u64) -> Header {
    let mut header = Header::new_ustar();
    // As bytes: the crate itself would refuse to write what it must refuse to read.
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
    header.set_entry_type(kind);
    header.set_mode(0o755);
    header.set_uid(rustix::process::geteuid().as_raw().into());
    header.set_gid(rustix::process::getegid().as_raw().into());
    header.set_size(size);
    header.set_cksum();
    header
}

fn archive(entries: &[(EntryType, &str, &str, &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (kind, name, link, bytes) in entries {
        let header = header(*kind, name, link, bytes.len() as u64);
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn files_folders_and_links_come_as_they_are_and_devices_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(&[
        (EntryType::Directory, "bin/", "", b""),
        (EntryType::Regular, "bin/tool", "", b"#!"),
        (EntryType::Link, "bin/same", "bin/tool", b""),
        (EntryType::Symlink, "bin/away", "/etc/passwd", b""),
        (EntryType::Char, "null", "", b""),
        (EntryType::Fifo, "pipe", "", b""),
        (EntryType::Directory, "etc/", "", b""),
        (EntryType::Regular, "etc/hostname", "", b"builder"),
    ]);
    unpack(&archive[..], folder.path()).unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(fs::read(at("bin/same")).unwrap(), b"#!");
    let mode = fs::metadata(at("bin/tool")).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o755);
    let away = fs::read_link(at("bin/away")).unwrap();
    assert_eq!(away.to_str(), Some("/etc/passwd"));
    for absent in ["null", "pipe", "etc/hostname"] {
        assert!(!at(absent).exists(), "{absent}");
    }
}

#[test]
fn nothing_is_written_outside_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (inside, outside) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&inside).unwrap();
    fs::create_dir(&outside).unwrap();
    let up = archive(&[(EntryType::Regular, "../out/x", "", b"!")]);
    let error = unpack(&up[..], &inside).unwrap_err();
    assert!(error.to_string().contains("outside"), "{error}");
    let target = outside.to_str().unwrap();
    let by_link = archive(&[
        (EntryType::Symlink, "link", target, b""),
        (EntryType::Regular, "link/x", "", b"!"),
    ]);
    unpack(&by_link[..], &inside).unwrap_err();
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn pieces_are_read_as_one_and_a_broken_one_breaks_it() {
    let (send, receive) = mpsc::channel(4);
    for piece in ["one", "", " two"] {
        send.try_send(Ok(piece.into())).unwrap();
    }
    send.try_send(Err(std::io::Error::other("gone"))).unwrap();
    drop(send);
    let mut incoming = Incoming::from(receive);
    let mut bytes = [0; 7];
    incoming.read_exact(&mut bytes).unwrap();
    assert_eq!(&bytes, b"one two");
    assert_eq!(incoming.read(&mut bytes).unwrap_err().to_string(), "gone");
    assert_eq!(incoming.read(&mut bytes).unwrap(), 0);
}
