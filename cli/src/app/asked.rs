//! What servers were asked for and have not answered yet: a note of each on this machine, made before the request goes.
//!
//! So who was cut off between the request and its answer (a crash, a closed lid) finds the job all the same. A note
//! holds the request's idempotency key and the server's address, nothing of what was sent.

#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use rgrid_shared::{client::ClientError, error::ErrorCode};
use uuid::Uuid;

use super::{App, last};
use crate::exit::{Failure, Result};

const FOLDER: &str = "asked";
/// Servers forget keys after a day.
const FORGOTTEN: Duration = Duration::from_hours(24);

/// So long a server may be at a request.
const AT_IT: Duration = Duration::from_mins(1);

/// Something that a server is asked for; its note goes with it, once it is known what came of it.
#[derive(Debug)]
pub struct Asked {
    key: String,
    note: Option<PathBuf>,
}

impl Asked {
    /// Writes the note; a machine that cannot loses only the way back.
    pub(super) fn new(home: Option<PathBuf>, url: &str) -> Self {
        let key = Uuid::now_v7().to_string();
        let note = home.and_then(|home| write(&home, &key, url).ok());
        Self { key, note }
    }

    /// The idempotency key to ask with.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Takes the answer; the note stays when it is not known what came of it.
    ///
    /// # Errors
    /// The answer's own.
    pub fn hears<T>(&mut self, answer: Result<T, ClientError>) -> Result<T, ClientError> {
        if answer.as_ref().is_err_and(ClientError::leaves_open) {
            self.note = None;
        }
        answer
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(note) = &self.note {
            // One that stays is asked about once more, and answered.
            let _ = fs::remove_file(note);
        }
    }
}

fn write(home: &Path, key: &str, url: &str) -> io::Result<PathBuf> {
    let folder = home.join(FOLDER);
    let note = folder.join(key);
    let written = fs::write(&note, url);
    if written.is_err() {
        fs::create_dir_all(&folder)?;
        fs::write(&note, url)?;
    }
    Ok(note)
}

/// Remembers as the last one what the newest note led to, if that is newer than what is remembered.
pub(super) fn settle(app: &App, home: &Path) -> Result<()> {
    let Some(note) = newest(home, SystemTime::now()) else {
        return Ok(());
    };
    let client = app.client()?;
    let url = fs::read_to_string(&note).unwrap_or_default();
    let key = note.file_name().and_then(|name| name.to_str());
    let Some(key) = key.filter(|_| url == client.url()) else {
        return Ok(());
    };
    match app.block_on(async { Ok(client.submission(key).await) })? {
        Ok(made) => {
            let job = made.job.map(|id| id.to_string());
            let batch = made.batch.map(|id| id.to_string());
            app.remember(&job.or(batch).unwrap_or_default());
            // As above.
            let _ = fs::remove_file(&note);
            Ok(())
        }
        Err(error) if error.code() == ErrorCode::ResourceNotFound => {
            if is_young(&note) {
                let late =
                    "the server has not accepted the last `rgrid run` yet; it may still be at it";
                return Err(Failure::conflict(late)
                    .hint("ask again in a minute")
                    .hint("rgrid list    shows what runs"));
            }
            // Told once: what is remembered is the last one again.
            let _ = fs::remove_file(&note);
            Err(Failure::conflict(
                "the last `rgrid run` was cut off before the server had accepted it, so nothing of it runs",
            )
            .hint("type it again")
            .hint("rgrid list    shows what runs"))
        }
        Err(error) => Err(error.into()),
    }
}

fn is_young(note: &Path) -> bool {
    let made = fs::metadata(note).and_then(|meta| meta.modified());
    made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age < AT_IT))
}

/// The newest note that is newer than what is remembered; those that no server knows any more go.
fn newest(home: &Path, now: SystemTime) -> Option<PathBuf> {
    let since = last::time(home);
    let notes = fs::read_dir(home.join(FOLDER)).ok()?.flatten();
    let dated =
        notes.filter_map(|note| Some((note.metadata().ok()?.modified().ok()?, note.path())));
    let fresh = dated.filter(|(time, path)| {
        let old = now.duration_since(*time).is_ok_and(|age| age > FORGOTTEN);
        if old {
            let _ = fs::remove_file(path);
        }
        !old && since.is_none_or(|since| *time > since)
    });
    fresh.max().map(|(_, path)| path)
}
