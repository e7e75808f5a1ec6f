//! Texts as people read them: how long, how many, how large, and safe on a screen.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

/// How long: `320 ms`, `4.2 s`, `3 m 20 s`, `2 h 5 m`.
#[must_use]
pub fn duration(ms: u64) -> String {
    let seconds = ms.checked_div(1_000).unwrap_or(0);
    let parts = |whole: u64| {
        (
            seconds.checked_div(whole).unwrap_or(0),
            seconds.checked_rem(whole).unwrap_or(0),
        )
    };
    match seconds {
        0 => format!("{ms} ms"),
        1..60 => {
            let tenths = ms
                .checked_div(100)
                .and_then(|tenths| tenths.checked_rem(10))
                .unwrap_or(0);
            format!("{seconds}.{tenths} s")
        }
        60..3_600 => {
            let (minutes, rest) = parts(60);
            format!("{minutes} m {rest} s")
        }
        _ => {
            let (hours, rest) = parts(3_600);
            format!("{hours} h {} m", rest.checked_div(60).unwrap_or(0))
        }
    }
}

/// A limit in bytes, exactly: `512 MiB`, `10 GiB`, `1000 B`.
#[must_use]
pub fn amount(bytes: u64) -> String {
    let units = [(40_u32, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")];
    let whole = units
        .into_iter()
        .find(|(shift, _)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    whole.map_or_else(
        || format!("{bytes} B"),
        |(shift, unit)| format!("{} {unit}", bytes >> shift),
    )
}

/// So many of something: `1 file`, `2 files`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{end}")
}

/// A text that may stand on one line of a screen.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if c.is_control() {
                c.escape_default().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}

/// How long ago: `12 s ago`, `3 h ago`, `5 d ago`.
#[must_use]
pub fn ago(then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = now.signed_duration_since(then).num_seconds().max(0);
    let (unit, length) = match seconds {
        0..60 => ("s", 1),
        60..3_600 => ("m", 60),
        3_600..86_400 => ("h", 3_600),
        _ => ("d", 86_400),
    };
    format!("{} {unit} ago", seconds.checked_div(length).unwrap_or(0))
}
