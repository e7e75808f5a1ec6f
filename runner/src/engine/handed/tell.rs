//! Telling a sandbox what to run, and by which streams.

use std::{
    io::{self, PipeReader, PipeWriter},
    os::fd::{AsFd as _, OwnedFd},
    time::Duration,
};

use rgrid_init::{line, orders::Orders};

use crate::{
    engine::{SandboxSpec, Stand},
    owner,
};

/// Nobody takes so long to read orders.
const READS_WITHIN: Duration = Duration::from_secs(10);

/// What it shall run: the job's own variables win over those that tell of packages.
pub(super) fn orders(spec: &SandboxSpec) -> Orders {
    let packages = spec.packages.iter().map(|packages| packages.stand);
    let env = spec.env.clone().into_iter();
    Orders {
        command: spec.command.clone(),
        env: packages.clone().filter_map(Stand::env).chain(env).collect(),
        folders: packages.map(|stand| stand.programs().to_owned()).collect(),
    }
}

/// Our ends of the streams.
pub(super) struct Ours {
    pub(super) input: Option<PipeWriter>,
    pub(super) stdout: PipeReader,
    pub(super) stderr: PipeReader,
}

/// Sends the orders with the command's ends of the streams.
pub(super) fn tell(
    to: &std::os::unix::net::UnixStream,
    orders: &Orders,
    stdin: bool,
) -> io::Result<Ours> {
    let (theirs_in, input) = io::pipe()?;
    let (stdout, theirs_out) = io::pipe()?;
    let (stderr, theirs_err) = io::pipe()?;
    let theirs: [OwnedFd; 3] = [theirs_in.into(), theirs_out.into(), theirs_err.into()];
    // A command may open its streams by name, which is a question of whose they are.
    theirs.iter().try_for_each(owner::give)?;
    to.set_nonblocking(false)?;
    to.set_write_timeout(Some(READS_WITHIN))?;
    line::send(to, orders, theirs.each_ref().map(|stream| stream.as_fd()))?;
    to.set_nonblocking(true)?;
    let input = stdin.then_some(input);
    Ok(Ours {
        input,
        stdout,
        stderr,
    })
}
