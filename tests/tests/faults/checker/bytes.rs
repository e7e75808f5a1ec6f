//! Logs have no gap and no repeat, artifacts are one set, and both are of the accepted attempt.

use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    job::{JobState, Reason},
};

use super::{
    super::{
        history::{Facts, Last, Output},
        work::{FILE, Work, pattern},
    },
    Report, is_given_up,
};

pub(super) fn check(facts: &Facts, report: Report<'_>) {
    for (label, asked) in &facts.asked {
        for job in &asked.answers {
            if let Some(last) = facts.last.get(job) {
                let who = format!("{label} ({job})");
                check_job(&who, &asked.work, last, facts.followed.get(job), report);
            }
        }
    }
}

fn check_job(who: &str, work: &Work, last: &Last, followed: Option<&Output>, report: Report<'_>) {
    let mut heard = vec![("read", &last.output)];
    heard.extend(followed.map(|output| ("followed", output)));
    let is_whole =
        last.job.state == JobState::Succeeded || last.job.reason == Some(Reason::ExitCode);
    for (how, output) in heard {
        let who = format!("{who}, {how}");
        for attempt in &last.attempts {
            let is_whole = is_whole && attempt.number == last.job.attempts;
            let streams = output.get(&attempt.number).cloned().unwrap_or_default();
            check_output(&who, &work.printed(attempt.id), &streams, is_whole, report);
        }
    }
    match last.attempts.last().filter(|_| is_whole) {
        Some(attempt) => check_artifacts(who, work, attempt.id, last, report),
        None if is_given_up(last) && !last.artifacts.is_empty() => {
            report(format!("{who}: given up, and it has artifacts"));
        }
        None => {}
    }
}

/// All of it, or what came of it before the attempt was lost.
fn check_output(
    who: &str,
    wanted: &[Vec<u8>; 2],
    found: &[Vec<u8>; 2],
    is_whole: bool,
    report: Report<'_>,
) {
    for ((wanted, found), stream) in wanted.iter().zip(found).zip(1..) {
        let is_right = if is_whole {
            found == wanted
        } else {
            wanted.starts_with(found)
        };
        if !is_right {
            let same = found.iter().zip(wanted).take_while(|(a, b)| a == b).count();
            let (found, wanted) = (found.len(), wanted.len());
            report(format!(
                "{who}: {found} bytes of stream {stream} instead of {wanted}, the first {same} are right"
            ));
        }
    }
}

fn check_artifacts(who: &str, work: &Work, attempt: AttemptId, last: &Last, report: Report<'_>) {
    let found: Vec<_> = last
        .artifacts
        .iter()
        .map(|file| (file.path.as_str(), file.size, file.digest))
        .collect();
    let wanted: Vec<_> = work
        .file
        .into_iter()
        .map(|size| (FILE, size as u64, Digest::of(&pattern(attempt, size))))
        .collect();
    if found != wanted {
        report(format!(
            "{who}: the artifacts are not those of {attempt}: {found:?}"
        ));
    }
}
