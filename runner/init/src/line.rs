//! The line between a runner and a sandbox: orders and streams go in by one message, words come out.
//!
//! Before the orders nothing is said. After them the runner may send signals, a byte each; the end of
//! the line is the end of the sandbox.

#[cfg(test)]
mod tests;

use std::{
    io::{self, IoSlice, IoSliceMut, Read as _, Write as _},
    mem::MaybeUninit,
    os::{
        fd::{BorrowedFd, OwnedFd},
        unix::net::UnixStream,
    },
};

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, recvmsg, sendmsg,
};

use crate::orders::{MOST_BYTES, Orders};

/// Standard input, output and error.
const STREAMS: usize = 3;

/// What a sandbox says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The command runs.
    Started,
    /// The command has ended with this code, or 128 and the number of a signal, and nothing else runs.
    Ended(u8),
}

impl Word {
    /// How many bytes a word has.
    pub const BYTES: usize = 2;

    /// The bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        match self {
            Self::Started => [1, 0],
            Self::Ended(code) => [2, code],
        }
    }

    /// The word of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Option<Self> {
        match bytes {
            [1, 0] => Some(Self::Started),
            [2, code] => Some(Self::Ended(code)),
            _ => None,
        }
    }
}

/// Sends orders and the streams of the command.
///
/// # Errors
/// When the other end is gone, or the orders are too long.
pub fn send(
    mut line: &UnixStream,
    orders: &Orders,
    streams: [BorrowedFd<'_>; STREAMS],
) -> io::Result<()> {
    let orders = orders.to_bytes();
    if orders.len() > MOST_BYTES {
        let words = "the command and its environment are too long";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, words));
    }
    let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
    let bytes = [&count.to_le_bytes(), orders.as_slice()].concat();
    let mut room = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(STREAMS))];
    let mut along = SendAncillaryBuffer::new(&mut room);
    along.push(SendAncillaryMessage::ScmRights(&streams));
    let sent = sendmsg(
        line,
        &[IoSlice::new(&bytes)],
        &mut along,
        SendFlags::NOSIGNAL,
    )?;
    line.write_all(bytes.get(sent..).unwrap_or_default())
}

/// Waits for orders; nothing when the runner has gone without giving any.
///
/// # Errors
/// When what comes is none.
pub fn receive(mut line: &UnixStream) -> io::Result<Option<(Orders, [OwnedFd; STREAMS])>> {
    let mut count = [0; 4];
    let mut room = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(STREAMS))];
    let mut along = RecvAncillaryBuffer::new(&mut room);
    let into = &mut [IoSliceMut::new(&mut count)];
    let received = recvmsg(line, into, &mut along, RecvFlags::CMSG_CLOEXEC)?;
    if received.bytes == 0 {
        return Ok(None);
    }
    let mut streams: Vec<OwnedFd> = Vec::new();
    for message in along.drain() {
        if let RecvAncillaryMessage::ScmRights(these) = message {
            streams.extend(these);
        }
    }
    let rest = count.get_mut(received.bytes..).unwrap_or_default();
    line.read_exact(rest)?;
    let count = usize::try_from(u32::from_le_bytes(count)).unwrap_or(usize::MAX);
    if count > MOST_BYTES {
        return Err(strange());
    }
    let mut bytes = vec![0; count];
    line.read_exact(&mut bytes)?;
    let orders = Orders::from_bytes(&bytes).ok_or_else(strange)?;
    let streams = streams.try_into().map_err(|_| strange())?;
    Ok(Some((orders, streams)))
}

fn strange() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "these are no orders")
}
