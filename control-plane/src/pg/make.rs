//! Making a cluster: `initdb` in a folder beside the real one, then a rename, so that a half-made cluster is
//! never mistaken for a whole one and is simply made again.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use tokio::process::Command;

use super::PgConfig;
use super::error::{IoContext, PgError};
use super::owner::Owner;
use super::place::{Place, sync_dir};
use super::programs::Programs;

/// The role and the database of the control plane.
pub(super) const NAME: &str = "rgrid";
/// macOS has no C.UTF-8 in its system locales.
const LOCALE: &str = if cfg!(target_os = "macos") {
    "C"
} else {
    "C.UTF-8"
};

/// Makes the cluster if there is none.
pub(super) async fn cluster(
    programs: &Programs,
    place: &Place,
    config: &PgConfig,
) -> Result<(), PgError> {
    let (data, fresh) = (place.data(), place.dir.join("data.new"));
    remove(&fresh)?;
    if data.join("PG_VERSION").is_file() && data.join("global/pg_control").is_file() {
        return Ok(());
    }
    // An empty folder gives way; anything else is not ours to remove.
    if data.exists() && fs::remove_dir(&data).is_err() {
        return Err(PgError::NotACluster { data });
    }
    fs::create_dir(&fresh).doing("make the folder", &fresh)?;
    fs::set_permissions(&fresh, fs::Permissions::from_mode(0o700)).doing("close", &fresh)?;
    if place.owner.drop {
        chown(&fresh, Some(place.owner.uid), Some(place.owner.gid)).doing("hand over", &fresh)?;
    }
    initdb(programs, place, config, &fresh).await?;
    fs::rename(&fresh, &data).doing("rename", &fresh)?;
    sync_dir(&place.dir)
}

async fn initdb(
    programs: &Programs,
    place: &Place,
    config: &PgConfig,
    fresh: &Path,
) -> Result<(), PgError> {
    let mut command = command(programs, "initdb", place.owner, &place.dir);
    command
        .arg("-D")
        .arg(fresh)
        .args(["-U", NAME, "-E", "UTF8", "--auth-local=trust"]);
    command.arg(format!("--locale={LOCALE}"));
    // Nothing but the private socket's folder guards the cluster, so a port exists only where a test asked for one.
    command.arg(if config.tcp_port.is_some() {
        "--auth-host=trust"
    } else {
        "--auth-host=reject"
    });
    if !config.durable {
        command.arg("--no-sync");
    }
    let output = command
        .output()
        .await
        .doing("run", programs.path("initdb"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    let failure = PgError::Initdb {
        data: place.data(),
        output: super::log::last_lines(&String::from_utf8_lossy(&text)),
    };
    remove(fresh)?;
    Err(failure)
}

/// A program of PostgreSQL as the right user, in a group of its own (Ctrl-C is not for it), with no environment of
/// ours: it may hold secrets, and PG* variables would change what the program does.
pub(super) fn command(programs: &Programs, program: &str, owner: Owner, dir: &Path) -> Command {
    let mut command = Command::new(programs.path(program));
    command
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LC_ALL", LOCALE)
        .env("TZ", "UTC");
    command.current_dir(dir).process_group(0);
    if owner.drop {
        // The supplementary groups are cleared with it, because the caller is root.
        command.uid(owner.uid).gid(owner.gid);
    }
    command
}

fn remove(fresh: &Path) -> Result<(), PgError> {
    if fresh.exists() {
        fs::remove_dir_all(fresh).doing("remove", fresh)
    } else {
        Ok(())
    }
}
