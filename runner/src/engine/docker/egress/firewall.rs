//! Putting the rules in place with the machine's `iptables`, which is also Docker's.

use std::process::Stdio;

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
    let mut command = Command::new("iptables-restore");
    command.args(["--wait", "--noflush"]).stdin(Stdio::piped());
    command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command
        .spawn()
        .map_err(|error| format!("iptables-restore: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        let written = input.write_all(rules.as_bytes()).await;
        written.map_err(|error| format!("iptables-restore: {error}"))?;
    }
    let output = child
        .wait_with_output()
        .await
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(())
    } else {
        Err(said("iptables-restore", &output.stderr))
    }
}

/// The first rule of `chain`, for what comes from the bridge.
pub(super) async fn jump(chain: &str, target: &str) -> Result<(), String> {
    let rule = [chain, "-i", BRIDGE, "-j", target];
    if iptables("-C", &rule).await.is_ok() {
        return Ok(());
    }
    iptables("-I", &rule).await
}

async fn iptables(verb: &str, rule: &[&str]) -> Result<(), String> {
    let mut command = Command::new("iptables");
    command
        .arg("--wait")
        .arg(verb)
        .args(rule)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = command
        .output()
        .await
        .map_err(|error| format!("iptables: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(said("iptables", &output.stderr))
    }
}

fn said(program: &str, stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    format!(
        "{program}: {}",
        text.lines().next().unwrap_or("it failed").trim()
    )
}
