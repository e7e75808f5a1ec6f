//! Logs have no gap and no repeat, artifacts are one set, and both are of the accepted attempt.

use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    job::{JobState, Reason},
};

use super::{
    super::{
        history::{Facts, Last},
        work::{FILE, Work, pattern},
    },
    Report,
};

pub(super) fn check(facts: &Facts, report: Report<'_>) {
    for (label, asked) in &facts.asked {
        for job in &asked.answers {
            let Some(last) = facts.last.get(job) else {
                continue;
            };
            let is_whole =
                last.job.state == JobState::Succeeded || last.job.reason == Some(Reason::ExitCode);
            let Some(attempt) = last.attempts.last().filter(|_| is_whole) else {
                continue;
            };
            let (work, number) = (&asked.work, attempt.number);
            let mut heard = vec![("read", &last.output)];
            heard.extend(facts.followed.get(job).map(|output| ("followed", output)));
            for (how, output) in heard {
                let streams = output.get(&number).cloned().unwrap_or_default();
                check_output(
                    &format!("{label} ({job}), {how}"),
                    work,
                    attempt.id,
                    &streams,
                    report,
                );
            }
            check_artifacts(label, &asked.work, attempt.id, last, report);
        }
    }
}

fn check_output(
    who: &str,
    work: &Work,
    attempt: AttemptId,
    streams: &[Vec<u8>; 2],
    report: Report<'_>,
) {
    for (stream, is_err) in streams.iter().zip([false, true]) {
        let wanted = work.printed(attempt, is_err);
        if *stream != wanted {
            let same = stream
                .iter()
                .zip(&wanted)
                .take_while(|(a, b)| a == b)
                .count();
            report(format!(
                "{who}: {} bytes of stream {} instead of {}, the first {same} are right",
                stream.len(),
                1 + u8::from(is_err),
                wanted.len()
            ));
        }
    }
}

fn check_artifacts(label: &str, work: &Work, attempt: AttemptId, last: &Last, report: Report<'_>) {
    let job = last.job.id;
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
            "{label} ({job}): the artifacts are not those of {attempt}: {found:?}"
        ));
    }
}
