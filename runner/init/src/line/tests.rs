use std::{
    fs::File,
    io::{Read as _, Write as _, pipe},
    os::{fd::AsFd as _, unix::net::UnixStream},
    thread,
};

use super::{Word, receive, send};
use crate::orders::{MOST_BYTES, Orders};

fn orders(words: &[&str]) -> Orders {
    let command = words.iter().map(|word| (*word).to_owned()).collect();
    Orders {
        command,
        env: Vec::new(),
        folders: Vec::new(),
    }
}

#[test]
fn orders_come_with_streams_that_work() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    // More than a socket holds.
    let orders = orders(&["echo", &"x".repeat(3 << 20)]);
    let (mut out, inner) = pipe().unwrap();
    let sent = orders.clone();
    let sending = thread::spawn(move || send(&ours, &sent, [inner.as_fd(); 3]).unwrap());
    let (received, [_, stdout, _]) = receive(&theirs).unwrap().unwrap();
    sending.join().unwrap();
    assert_eq!(received, orders);
    File::from(stdout).write_all(b"said").unwrap();
    let mut said = [0; 4];
    out.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"said");
}

#[test]
fn a_runner_that_leaves_gave_no_orders() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    drop(ours);
    assert!(receive(&theirs).unwrap().is_none());
}

#[test]
fn what_is_no_order_is_refused() {
    for bytes in [
        &[255, 255, 255, 255][..],
        &[2, 0, 0, 0, 1, 1],
        &[8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        ours.write_all(bytes).unwrap();
        // The last is in order, but without streams.
        assert!(receive(&theirs).is_err(), "{bytes:?}");
    }
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let long = orders(&[&"x".repeat(MOST_BYTES)]);
    let error = send(&ours, &long, [ours.as_fd(); 3]).unwrap_err();
    assert!(error.to_string().contains("too long"), "{error}");
}

#[test]
fn words_survive_the_way() {
    for word in [Word::Started, Word::Ended(0), Word::Ended(255)] {
        assert_eq!(Word::from_bytes(word.to_bytes()), Some(word));
    }
    assert_eq!(Word::from_bytes([7, 7]), None);
}
