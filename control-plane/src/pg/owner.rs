//! Who the server runs as: the caller, or for root an unprivileged user, because PostgreSQL refuses root.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// A user and its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// Whether processes must change to it (the caller is root).
    pub(super) drop: bool,
}

/// What `nobody` is called where `/etc/passwd` does not say.
const NOBODY: u32 = 65534;

impl Owner {
    /// Root becomes the owner of the data if that is not root, then of the folder, then `nobody`.
    pub(super) fn of(dir: &Path) -> Self {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            return Self {
                uid,
                gid: rustix::process::getegid().as_raw(),
                drop: false,
            };
        }
        [dir.join("data"), dir.to_owned()]
            .iter()
            .filter_map(|path| fs::metadata(path).ok())
            .find(|meta| meta.uid() != 0)
            .map_or_else(Self::nobody, |meta| Self {
                uid: meta.uid(),
                gid: meta.gid(),
                drop: true,
            })
    }

    /// The user without rights.
    pub(super) fn nobody() -> Self {
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let ids = passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            let (name, _) = (fields.next()?, fields.next()?);
            let ids = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
            (name == "nobody" && ids.0 != 0).then_some(ids)
        });
        let (uid, gid) = ids.unwrap_or((NOBODY, NOBODY));
        Self {
            uid,
            gid,
            drop: true,
        }
    }

    /// The first folder on the way to `path` that this user may not enter; `None` when all are open.
    ///
    /// Looks at mode bits alone; an access list that says more only makes root choose the fall-back.
    pub(super) fn barred(self, path: &Path) -> Option<&Path> {
        if !self.drop {
            return None;
        }
        path.ancestors().find(|folder| {
            fs::metadata(folder).is_ok_and(|meta| {
                let bit = if meta.uid() == self.uid {
                    0o100
                } else if meta.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                meta.mode() & bit == 0
            })
        })
    }
}
