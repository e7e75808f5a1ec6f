//! Putting the rules in place with the machine's `iptables`, which is also Docker's.

use std::{io, process::Stdio};

use tokio::{io::AsyncWriteExt, process::Command, sync::Mutex};

use super::{BRIDGE, walls::CHAIN};

/// One at a time: between the look and the insert nobody else inserts.
static RAISING: Mutex<()> = Mutex::const_new(());

/// Writes the chain anew and makes sure that everything from the bridge passes it.
///
/// # Errors
/// What `iptables` said, or that it is not there.
pub(super) async fn raise(rules: &str) -> Result<(), String> {
    let _alone = RAISING.lock().await;
    restore(rules).await?;
    jump("DOCKER-USER", CHAIN).await?;
    // What is addressed to the node itself does not pass Docker's chains.
    jump("INPUT", "REJECT").await
}

/// Replaces the chain in one step: it is never without its rules.
async fn restore(rules: &str) -> Result<(), String> {
    run("iptables-restore", &["--wait", "--noflush"], rules).await
}

/// The first rule of `chain`, for what comes from the bridge.
pub(super) async fn jump(chain: &str, target: &str) -> Result<(), String> {
    let rule = |verb| ["--wait", verb, chain, "-i", BRIDGE, "-j", target];
    if run("iptables", &rule("-C"), "").await.is_ok() {
        return Ok(());
    }
    run("iptables", &rule("-I"), "").await
}

/// Runs a program that reads `input`; what it says, when it fails, in one line with its name.
pub(super) async fn run(program: &str, words: &[&str], input: &str) -> Result<(), String> {
    let told = |error: io::Error| format!("{program}: {error}");
    let mut command = Command::new(program);
    command
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(told)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read to the end says why when it ends.
        let _ = stdin.write_all(input.as_bytes()).await;
    }
    let output = child.wait_with_output().await.map_err(told)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("it failed");
    Err(format!("{program}: {}", line.trim()))
}
