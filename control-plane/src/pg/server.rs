//! The server process: adopt the living one or start a new one, and wait until it answers.

use std::fs::OpenOptions;
use std::process::Stdio;

use tokio::process::Child;
use tokio::time::{Instant, sleep, timeout_at};

use super::error::{IoContext, PgError};
use super::greet;
use super::log;
use super::make;
use super::pidfile::{self, PidFile};
use super::place::Place;
use super::programs::Programs;
use super::settings::{settings, url};
use super::{POLL, PgConfig, after, socket};

/// What the server says when the one before it is not quite dead yet.
const STILL_DYING: [&str; 2] = ["postmaster.pid\" already exists", "shared memory block"];

/// A server that answers.
pub(super) struct Server {
    pub(super) file: PidFile,
    pub(super) child: Option<Child>,
}

/// Adopts or starts, until one answers or the time is over.
pub(super) async fn up(
    programs: &Programs,
    place: &Place,
    config: &PgConfig,
) -> Result<Server, PgError> {
    log::roll(&place.log())?;
    let deadline = after(config.start_timeout);
    let why = String::from("there was no time to try");
    let mut start = Start {
        programs,
        place,
        config,
        child: None,
        old_log: 0,
        why,
    };
    while Instant::now() < deadline {
        if let Some(server) = start.step(deadline).await? {
            return Ok(server);
        }
        sleep(POLL).await;
    }
    // Nothing half-started is left behind.
    if let Some(child) = &mut start.child {
        child.kill().await.doing("end", programs.path("postgres"))?;
    }
    Err(start.failure())
}

struct Start<'a> {
    programs: &'a Programs,
    place: &'a Place,
    config: &'a PgConfig,
    child: Option<Child>,
    old_log: u64,
    why: String,
}

impl Start<'_> {
    /// One look: a living server is asked, a missing one is started, an ended one is judged.
    async fn step(&mut self, deadline: Instant) -> Result<Option<Server>, PgError> {
        let data = self.place.data();
        if let Some(file) = pidfile::living(&data)? {
            let url = url(self.config, &file);
            match timeout_at(deadline, greet::answers(&url)).await {
                Ok(Ok(())) => return Ok(Some(self.server(file))),
                Ok(Err(error)) => self.why = format!("it does not answer: {error}"),
                Err(_) => self.why = String::from("it accepts connections but does not answer"),
            }
        } else if self.child.is_none() {
            pidfile::drop_strangers(&data)?;
            self.old_log = log::length(&self.place.log());
            self.child = Some(spawn(self.programs, self.place, self.config)?);
        }
        let Some(status) = self
            .child
            .as_mut()
            .and_then(|c| c.try_wait().ok().flatten())
        else {
            return Ok(None);
        };
        self.child = None;
        self.why = format!("it ended with {status}");
        let text = log::since(&self.place.log(), self.old_log);
        if STILL_DYING.iter().any(|sign| text.contains(sign)) {
            return Ok(None);
        }
        Err(self.failure())
    }

    fn server(&mut self, file: PidFile) -> Server {
        let pid = u32::try_from(file.pid.as_raw_nonzero().get()).ok();
        let child = self.child.take().filter(|child| child.id() == pid);
        Server { file, child }
    }

    fn failure(&self) -> PgError {
        let log = self.place.log();
        let tail = log::last_lines(&log::since(&log, self.old_log));
        PgError::DidNotStart {
            why: self.why.clone(),
            log,
            tail,
        }
    }
}

fn spawn(programs: &Programs, place: &Place, config: &PgConfig) -> Result<Child, PgError> {
    let log = place.log();
    let out = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&log)
        .doing("open", &log)?;
    let err = out.try_clone().doing("open", &log)?;
    let mut command = make::command(programs, "postgres", place.owner, &place.dir);
    command
        .arg("-D")
        .arg(place.data())
        .args(["-k"])
        .arg(socket::dir(place)?);
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    for (name, value) in settings(config) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.spawn().doing("run", programs.path("postgres"))
}
