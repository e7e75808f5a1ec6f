//! Search: where a pattern stands in the whole log of an attempt.

use regex::bytes::{Regex, RegexBuilder};
use rgrid_shared::{client::Client, id::JobId, wire::logs::LogCursor};

use crate::{
    effects::Teller,
    message::{Hits, MOST_HITS, News},
    screens::logs::buffer::Splitter,
};

/// Where a pattern stands in an attempt's log, told piece by piece.
pub(in super::super) async fn go(client: Client, teller: Teller, id: JobId, what: (u32, String)) {
    let (attempt, pattern) = what;
    let Ok(found) = built(&pattern) else {
        let said = format!("`{pattern}` is no pattern");
        return teller.tell(News::Refused(said)).await;
    };
    let mut from = LogCursor { attempt, pos: 0 };
    let mut splitter = Splitter::default();
    let mut count = 0;
    loop {
        let page = match client.logs(id, from).await {
            Ok(page) => page,
            Err(error) => return teller.tell(News::Refused(error.to_string())).await,
        };
        let chunks = page.chunks.iter().filter(|chunk| chunk.attempt == attempt);
        let mut lines: Vec<(u64, Vec<u8>)> = Vec::new();
        chunks.for_each(|chunk| splitter.take(chunk, &mut lines));
        let done = page.chunks.is_empty() || page.next.attempt != attempt || count >= MOST_HITS;
        if done {
            splitter.rest(&mut lines);
        }
        let at: Vec<u64> = lines
            .iter()
            .filter(|(_, line)| found.is_match(line))
            .map(|(pos, _)| *pos)
            .collect();
        count += at.len();
        let pattern = pattern.clone();
        teller
            .tell(News::Hits(id, Hits { pattern, at, done }))
            .await;
        if done {
            return;
        }
        from = page.next;
    }
}

/// A pattern that looks at capitals only when it has some.
fn built(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(!pattern.chars().any(char::is_uppercase))
        .size_limit(1 << 20)
        .build()
}
