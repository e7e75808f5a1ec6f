//! The PostgreSQL programs on this machine: where they are and which version.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::OLDEST_MAJOR;
use super::error::{IoContext, PgError};
use super::owner::Owner;
use super::place::Place;
use super::search;

/// Environment variable that names the folder of the programs.
const BIN_ENV: &str = "RGRID_PG_BIN";
/// One installed version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Programs {
    pub(super) dir: PathBuf,
    pub(super) major: u32,
}

impl Programs {
    /// The programs asked for, or the newest found; those that made the data, where there is data.
    pub(super) fn find(asked: Option<&Path>, place: &Place) -> Result<Self, PgError> {
        let named = asked
            .map(Path::to_owned)
            .or_else(|| env::var_os(BIN_ENV).map(PathBuf::from));
        let dirs = named
            .as_ref()
            .map_or_else(search::folders, |dir| vec![dir.clone()]);
        let mut found = Vec::new();
        let mut closed = None;
        for dir in dirs.into_iter().filter(|dir| holds_server(dir)) {
            match place.owner.barred(&dir) {
                Some(_) => closed = Some(dir.clone()),
                None => found.push(Self {
                    major: version(&dir)?,
                    dir,
                }),
            }
        }
        pick(found, made_by(&place.data())?, &place.data())?.ok_or_else(|| PgError::Missing {
            tried: tried(named.as_deref(), closed, place.owner),
        })
    }

    /// Path of one program.
    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.dir.join(program)
    }
}

/// Chooses among the versions found, the first being the favourite.
pub(super) fn pick(
    found: Vec<Programs>,
    made_by: Option<u32>,
    data: &Path,
) -> Result<Option<Programs>, PgError> {
    let Some(first) = found.first().cloned() else {
        return Ok(None);
    };
    if let Some(made_by) = made_by {
        let other = PgError::OtherVersion {
            data: data.to_owned(),
            made_by,
            found: first.major,
        };
        return found
            .into_iter()
            .find(|p| p.major == made_by)
            .map(Some)
            .ok_or(other);
    }
    let (found, dir) = match found.into_iter().find(|p| p.major >= OLDEST_MAJOR) {
        Some(good) => return Ok(Some(good)),
        None => (first.major, first.dir),
    };
    Err(PgError::TooOld {
        found,
        dir,
        oldest: OLDEST_MAJOR,
    })
}

fn holds_server(dir: &Path) -> bool {
    ["postgres", "initdb"]
        .iter()
        .all(|program| dir.join(program).is_file())
}

fn tried(named: Option<&Path>, closed: Option<PathBuf>, owner: Owner) -> String {
    match (closed, named) {
        (Some(dir), _) => {
            format!(
                " that user id {} (root's server runs as it) can open; {} is closed to it",
                owner.uid,
                dir.display()
            )
        }
        (None, Some(dir)) => format!(" at {}", dir.display()),
        (None, None) => " in PATH or in the usual folders".to_owned(),
    }
}

fn version(dir: &Path) -> Result<u32, PgError> {
    let program = dir.join("postgres");
    let output = Command::new(&program)
        .arg("--version")
        .output()
        .doing("run", &program)?;
    let text = String::from_utf8_lossy(&output.stdout);
    major(&text).ok_or_else(|| PgError::Missing {
        tried: format!(
            ": {} --version printed {:?}",
            program.display(),
            text.trim()
        ),
    })
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian …)` or in `PG_VERSION`.
pub(super) fn major(text: &str) -> Option<u32> {
    let number = text
        .split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

fn made_by(data: &Path) -> Result<Option<u32>, PgError> {
    let file = data.join("PG_VERSION");
    if !file.exists() {
        return Ok(None);
    }
    fs::read_to_string(&file)
        .map(|text| major(&text))
        .doing("read", file)
}
