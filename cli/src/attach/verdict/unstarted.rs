//! Unstarted: a command that its image does not have, told from what the first process of a sandbox said.

use rgrid_shared::wire::jobs::Job;

use super::is_own_exit;

/// What a shell, and the first process of a sandbox, end with when a command cannot be started.
const CODES: [u8; 2] = [126, 127];

/// Our sentence for a job that said nothing but that its command cannot be started.
#[must_use]
pub fn unstarted(job: &Job, tail: &str) -> Option<String> {
    let code = job.exit_code.filter(|_| is_own_exit(job))?;
    // Each attempt says it again; a word of anything else is the command's own.
    let told: Option<Vec<_>> = tail.lines().map(told).collect();
    let (command, why) = told?.pop().filter(|_| CODES.contains(&code))?;
    Some(format!(
        "`{command}` cannot be started in this runtime: {why}"
    ))
}

/// The command and the reason in such a line.
fn told(line: &str) -> Option<(&str, &str)> {
    let text = line.strip_prefix("rgrid-init: exec ")?;
    text.rsplit_once(" failed: ")
}
