//! Start-time fair queueing: who is served next when accounts compete (`docs/ARCHITECTURE.md`, "The queue").
//!
//! Owns the arithmetic of the tags. Does not keep the clocks; those are rows of the database.

#[cfg(test)]
mod tests;

/// One account's place in the fair queue while it is being given new tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The largest tag that was served so far, of any account.
    pub clock: i64,
    /// Where the last tag of this account ended.
    pub last: i64,
    /// Twice the weight, twice the share.
    pub weight: i32,
}

impl Share {
    /// The start tag of the account's next job; the smallest tag is served first.
    ///
    /// An account that was idle starts at the clock: it gains nothing by having waited, and its first
    /// job stands before all but the first of an account that queued thousands.
    pub fn tag(&mut self, cpu_millis: i32) -> i64 {
        let start = self.clock.max(self.last);
        let cost = i64::from(cpu_millis.max(1))
            .checked_div(i64::from(self.weight.max(1)))
            .unwrap_or(1)
            .max(1);
        self.last = start.saturating_add(cost);
        start
    }
}
