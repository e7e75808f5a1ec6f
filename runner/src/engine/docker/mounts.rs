//! What a sandbox sees of this machine's disk and memory: its folder, a small `/tmp`, certificates.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use bollard::models::{Mount, MountBindOptions, MountBindOptionsPropagationEnum, MountType};

use crate::engine::{Packages, closed, maker::Wish};

/// Where the extra certificates are inside.
const BUNDLE: &str = "/etc/ssl/certs/rgrid-extra.pem";
/// The variables by which programs are told of certificates.
const TRUST: [&str; 5] = [
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "CURL_CA_BUNDLE",
];

/// `/tmp`, half of the memory large, and a closed lid on every volume that the image declares.
pub(super) fn tmpfs(wish: &Wish, volumes: &[String]) -> HashMap<String, String> {
    let size = closed::tmp_bytes(&wish.resources);
    let tmp = format!("rw,exec,nosuid,nodev,mode=1777,size={size}");
    let lid = format!("ro,noexec,nosuid,nodev,size={}", closed::LID_BYTES);
    closed::to_be_covered(volumes)
        .map(|path| (path.clone(), lid.clone()))
        .chain([("/tmp".to_owned(), tmp)])
        .collect()
}

/// The working directory, the line to the runner, and the certificates where they are needed.
pub(super) fn mounts(wish: &Wish, trust: Option<&PathBuf>) -> Vec<Mount> {
    let trust = trust.map(|bundle| bind(bundle, BUNDLE, true));
    let work = bind(&wish.work, closed::WORKDIR, false);
    let line = bind(&wish.line, rgrid_init::FOLDER, true);
    let packages = wish.packages.as_ref().map(Packages::mount);
    let packages = packages.map(|(from, to)| bind(&from, to, true));
    let extra = trust.into_iter().chain(packages);
    extra.chain([work, line]).collect()
}

/// What makes the usual programs trust the bundle.
pub(super) fn trusting(trust: Option<&PathBuf>) -> impl Iterator<Item = String> + use<> {
    let names: &[&str] = if trust.is_some() { &TRUST } else { &[] };
    names.iter().map(|name| format!("{name}={BUNDLE}"))
}

fn bind(source: &Path, target: &str, read_only: bool) -> Mount {
    Mount {
        target: Some(target.into()),
        source: Some(source.to_string_lossy().into_owned()),
        typ: Some(MountType::BIND),
        read_only: Some(read_only),
        bind_options: Some(MountBindOptions {
            propagation: Some(MountBindOptionsPropagationEnum::RPRIVATE),
            ..MountBindOptions::default()
        }),
        ..Mount::default()
    }
}
