//! Script: what is looked at and done, as lines of a shell script.

use std::{fs::File, io::Write, os::unix::fs::OpenOptionsExt, path::PathBuf};

use crate::Error;

/// A script of the user's own, which others cannot read.
pub(super) struct Script {
    path: PathBuf,
    file: File,
}

impl Script {
    /// Begins a file; one that is there already is somebody's.
    pub(super) fn begin(path: PathBuf) -> Result<Self, Error> {
        let mut options = File::options();
        options.write(true).create_new(true).mode(0o700);
        let opened = options.open(&path).and_then(|mut file| {
            file.write_all(b"#!/bin/sh\n# What was done in `rgrid tui`.\nset -e\n")?;
            Ok(file)
        });
        match opened {
            Ok(file) => Ok(Self { path, file }),
            Err(error) => Err(Error::Record(path, error)),
        }
    }

    /// Adds a line.
    pub(super) fn add(&mut self, line: &str) -> Result<(), Error> {
        let written = writeln!(self.file, "{line}");
        written.map_err(|error| Error::Record(self.path.clone(), error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_a_script_that_only_its_user_may_run() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.sh");
        let mut script = Script::begin(path.clone()).unwrap();
        script.add("rgrid list").unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("#!/bin/sh\n") && text.ends_with("\nrgrid list\n"),
            "{text}"
        );
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        let again = Script::begin(path.clone()).err().unwrap().to_string();
        assert!(again.contains("session.sh"), "{again}");
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            text,
            "it is as it was"
        );
    }
}
