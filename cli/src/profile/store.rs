//! The credentials file: TOML, 0600 in a folder of 0700, written atomically, refused when others may read it.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
};

use rgrid_shared::spec::Secret;
use serde::{Deserialize, Serialize};

use crate::exit::{Failure, Result, quote};

/// A server and a key, under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Where the server is.
    pub url: String,
    /// The API key.
    pub key: Secret,
}

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The profile that is used when none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The profiles by name.
    #[serde(default)]
    pub profiles: BTreeMap<String, Profile>,
}

impl Credentials {
    /// The file's name in the folder.
    pub const FILE: &'static str = "credentials";

    /// Reads the file; an absent one is empty.
    ///
    /// # Errors
    /// When others may read it, or it is not what it should be.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(Self::FILE);
        let mode = match fs::metadata(&path) {
            Ok(meta) => meta.permissions().mode(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Failure::file("read", &path, &error)),
        };
        if mode & 0o077 != 0 {
            let shown = quote(&path);
            return Err(Failure::auth(format!(
                "{shown} may be read by others, so its keys are not used"
            ))
            .hint(format!("chmod 600 {shown}")));
        }
        let text =
            fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
        toml::from_str(&text).map_err(|error| {
            // Only where, never what: the text has keys in it.
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |before| before.matches('\n').count().saturating_add(1));
            Failure::auth(format!("{} is broken at line {line}", quote(&path)))
                .hint("mend the line, or move the file away and type `rgrid up`")
        })
    }

    /// Writes the file beside itself and puts it in place.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let fail = |error: io::Error| Failure::file("write", &folder.join(Self::FILE), &error);
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(fail)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(fail)?;
        let text = toml::to_string(self)
            .map_err(|error| Failure::internal(format!("cannot write credentials: {error}")))?;
        let mut file = tempfile::Builder::new()
            .permissions(fs::Permissions::from_mode(0o600))
            .tempfile_in(folder)
            .map_err(fail)?;
        file.write_all(text.as_bytes()).map_err(fail)?;
        file.as_file().sync_all().map_err(fail)?;
        file.persist(folder.join(Self::FILE))
            .map_err(|error| fail(error.error))?;
        Ok(())
    }
}
