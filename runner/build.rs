//! Builds `rgrid-init` static, so that it starts in any image; the runner carries its bytes.
//!
//! A cargo of its own in a folder of its own: the flags are for this program alone.

use std::{
    env,
    error::Error,
    path::{Path, PathBuf},
    process::Command,
};

/// What is said to the compiler of everything else is not said of this: counters of coverage need
/// files, and checkers a program that is linked the usual way.
const NOT_HANDED_DOWN: [&str; 6] = [
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_TARGET_DIR",
];

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let (out, target) = (PathBuf::from(env::var("OUT_DIR")?), env::var("TARGET")?);
    for source in ["init/src", "init/Cargo.toml", "build.rs"] {
        println!("cargo::rerun-if-changed={}", here.join(source).display());
    }
    let built = out.join("init");
    build(&here, &built, &target)?;
    let program = built.join(&target).join("init").join("rgrid-init");
    println!("cargo::rustc-env=RGRID_INIT={}", program.display());
    Ok(())
}

fn build(here: &Path, into: &Path, target: &str) -> Result<(), Box<dyn Error>> {
    let mut cargo = Command::new(env::var("CARGO")?);
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        "--offline",
        "--profile=init",
    ]);
    cargo.args([
        "--package=rgrid-init",
        "--bin=rgrid-init",
        "--target",
        target,
    ]);
    cargo.arg("--target-dir").arg(into);
    for name in NOT_HANDED_DOWN {
        cargo.env_remove(name);
    }
    cargo.env("RUSTFLAGS", "-Ctarget-feature=+crt-static");
    if cargo.current_dir(here).status()?.success() {
        return Ok(());
    }
    Err(
        "rgrid-init could not be built static; it takes the C library as `libc.a` \
         (Debian: libc6-dev, Fedora: glibc-static)"
            .into(),
    )
}
