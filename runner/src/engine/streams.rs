//! The ends of a sandbox's pipes: one input, and both outputs in the order they are read.

use std::{
    io::{self, PipeReader, PipeWriter},
    os::fd::OwnedFd,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_util::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use rgrid_shared::wire::logs::Stream;
use tokio::{
    io::AsyncWrite,
    net::unix::pipe::{Receiver, Sender},
};
use tokio_util::io::ReaderStream;

/// How much is read at once; what a pipe holds.
const CHUNK: usize = 64 << 10;

/// Both outputs.
pub(super) fn output(
    stdout: PipeReader,
    stderr: PipeReader,
) -> io::Result<BoxStream<'static, io::Result<(Stream, Bytes)>>> {
    let receiver = |pipe: PipeReader| Receiver::from_owned_fd(OwnedFd::from(pipe));
    let stdout = ReaderStream::with_capacity(receiver(stdout)?, CHUNK);
    let stderr = ReaderStream::with_capacity(receiver(stderr)?, CHUNK);
    let stdout = stdout.map(|chunk| Ok((Stream::Stdout, chunk?)));
    let stderr = stderr.map(|chunk| Ok((Stream::Stderr, chunk?)));
    Ok(stream::select(stdout, stderr).boxed())
}

/// The input; shutting it down closes the pipe, which is its end for the command.
pub(super) struct Input(Option<Sender>);

impl Input {
    /// By our end of the pipe.
    pub(super) fn new(pipe: PipeWriter) -> io::Result<Self> {
        Ok(Self(Some(Sender::from_owned_fd(OwnedFd::from(pipe))?)))
    }
}

impl AsyncWrite for Input {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.0 {
            Some(pipe) => Pin::new(pipe).poll_write(context, bytes),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0 = None;
        Poll::Ready(Ok(()))
    }
}
