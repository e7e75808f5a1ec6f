//! The ends of a sandbox's pipes: one input, and both outputs in the order they are read.

use std::{
    io,
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
    process::{ChildStderr, ChildStdin, ChildStdout},
};
use tokio_util::io::ReaderStream;

/// How much is read at once; what a pipe holds.
const CHUNK: usize = 64 << 10;

/// Both outputs.
pub(super) fn output(
    stdout: ChildStdout,
    stderr: ChildStderr,
) -> BoxStream<'static, io::Result<(Stream, Bytes)>> {
    let stdout = ReaderStream::with_capacity(stdout, CHUNK);
    let stderr = ReaderStream::with_capacity(stderr, CHUNK);
    let stdout = stdout.map(|chunk| Ok((Stream::Stdout, chunk?)));
    let stderr = stderr.map(|chunk| Ok((Stream::Stderr, chunk?)));
    stream::select(stdout, stderr).boxed()
}

/// The input; shutting it down closes the pipe, which is its end for the command.
pub(super) struct Input(pub(super) Option<ChildStdin>);

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
