//! The faults.

use std::time::Duration;

use fastrand::Rng;

use super::{
    super::{
        grid::{Grid, RUNNERS, SERVERS},
        proxy::Wire,
    },
    happen::{changed, database_killed, database_restarted, ended, killed, stopped},
    spell,
};

/// Longer than a lease.
const TOO_LONG: Duration = Duration::from_secs(42);

/// One fault, on which part, and how long.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Fault {
    KillRunner(usize, Duration),
    DrainRunner(usize, Duration),
    StopRunner(usize, Duration),
    KillServer(usize, Duration),
    RestartServer(usize, Duration),
    StopServer(usize, Duration),
    KillDatabase(Duration),
    RestartDatabase(Duration),
    Link(usize, Wire, Duration),
    Front(usize, Wire, Duration),
    Store(Wire, Duration),
}

impl Fault {
    /// A runner sleeps, and wakes when others have its jobs.
    pub(super) const FENCED: Self = Self::StopRunner(0, TOO_LONG);

    /// What chance wants.
    pub(super) fn any(rng: &mut Rng) -> Self {
        let (runner, server) = (rng.usize(..RUNNERS), rng.usize(..SERVERS));
        let slow = Wire::Slow(spell(rng, 200));
        let wire = [Wire::Cut, Wire::Cut, Wire::Silent, slow][rng.usize(..4)];
        let time = spell(rng, 4_000);
        match rng.u8(..40) {
            0..7 => Self::KillRunner(runner, time),
            7..9 => Self::DrainRunner(runner, time),
            9..13 => Self::StopRunner(runner, time),
            13 => Self::StopRunner(runner, TOO_LONG),
            14..18 => Self::KillServer(server, time),
            18..20 => Self::RestartServer(server, time),
            20..22 => Self::StopServer(server, time),
            22 => Self::KillDatabase(time),
            23 => Self::RestartDatabase(time),
            24..31 => Self::Link(runner, wire, time),
            31 => Self::Link(runner, Wire::Silent, TOO_LONG),
            32..36 => Self::Front(server, wire, time),
            36..38 => Self::Store(Wire::Broken, time),
            _ => Self::Store(wire, time),
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::KillRunner(..) => "runner killed",
            Self::DrainRunner(..) => "runner drained",
            Self::StopRunner(_, TOO_LONG) => "runner stopped for longer than a lease",
            Self::StopRunner(..) => "runner stopped",
            Self::KillServer(..) => "control plane killed",
            Self::RestartServer(..) => "control plane restarted",
            Self::StopServer(..) => "control plane stopped",
            Self::KillDatabase(_) => "database killed",
            Self::RestartDatabase(_) => "database restarted",
            Self::Link(_, _, TOO_LONG) => "runner cut off for longer than a lease",
            Self::Link(..) => "runner cut off or slowed",
            Self::Front(..) => "clients cut off or slowed",
            Self::Store(..) => "blob store cut off, slowed or failing",
        }
    }

    /// Lets it happen and pass; not if the part is having another one.
    pub(in super::super) async fn happen(self, grid: &Grid) -> bool {
        match self {
            Self::KillRunner(number, time) => killed(&grid.runners[number], time).await,
            Self::KillServer(number, time) => killed(&grid.servers[number], time).await,
            Self::DrainRunner(number, time) => ended(&grid.runners[number], time).await,
            Self::RestartServer(number, time) => ended(&grid.servers[number], time).await,
            Self::StopRunner(number, time) => stopped(&grid.runners[number], time).await,
            Self::StopServer(number, time) => stopped(&grid.servers[number], time).await,
            Self::Link(number, wire, time) => changed(&grid.links[number], wire, time).await,
            Self::Front(number, wire, time) => changed(&grid.fronts[number], wire, time).await,
            Self::Store(wire, time) => changed(&grid.store, wire, time).await,
            Self::KillDatabase(time) => database_killed(&grid.database, time).await,
            Self::RestartDatabase(time) => database_restarted(&grid.database, time).await,
        }
    }
}
