//! Bars: how far a batch is, in its states, and how much was spent.

use ratatui::text::Span;
use rgrid_shared::wire::batches::Batch;

use super::glyph::pick;
use crate::theme::Look;

/// A batch in `wide` cells: what succeeded, what failed, what runs, what waits.
#[must_use]
pub fn batch(batch: &Batch, wide: usize, look: Look) -> Vec<Span<'static>> {
    let total = usize::try_from(batch.total).unwrap_or(1).max(1);
    let parts = [
        (batch.succeeded, pick(look, "█", "="), look.good()),
        (batch.failed, pick(look, "█", "!"), look.bad()),
        (batch.cancelled, pick(look, "▒", "-"), look.dim()),
        (batch.running, pick(look, "▓", ">"), look.live()),
    ];
    // Each part begins where the one before ends, so that all together are never too short.
    let (mut counted, mut drawn) = (0, 0);
    let mut spans = Vec::new();
    for (count, sign, style) in parts {
        let count = usize::try_from(count).unwrap_or(0);
        counted += count;
        let least = drawn + usize::from(count > 0);
        let end = (counted * wide / total).max(least).min(wide);
        spans.push(Span::styled(sign.repeat(end - drawn), style));
        drawn = end;
    }
    let rest = pick(look, "░", ".").repeat(wide - drawn);
    spans.push(Span::styled(rest, look.rule()));
    spans
}

/// A share of `most` as a bar of up to `wide` cells, in eighths where the terminal can.
#[must_use]
pub fn share(value: i64, most: i64, wide: usize, look: Look) -> String {
    let eighths =
        i128::from(value.max(0)) * i128::try_from(wide * 8).unwrap_or(0) / i128::from(most.max(1));
    let eighths = usize::try_from(eighths).unwrap_or(0).min(wide * 8);
    if look.ascii {
        return "#".repeat(eighths.div_ceil(8));
    }
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let rest = last.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{rest}", "█".repeat(eighths / 8))
}

/// Upright bars, a column each, `high` rows from the top down.
#[must_use]
pub fn columns(values: &[i64], high: usize, look: Look) -> Vec<String> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let signs = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let eighths = |value: i64| {
        let all =
            i128::from(value.max(0)) * i128::try_from(high * 8).unwrap_or(0) / i128::from(most);
        usize::try_from(all)
            .unwrap_or(0)
            .max(usize::from(value > 0))
    };
    (0..high)
        .rev()
        .map(|row| {
            let sign = |value: &i64| {
                let here = eighths(*value).saturating_sub(row * 8).min(8);
                if look.ascii {
                    return if here >= 4 || (here > 0 && row == 0) {
                        "#"
                    } else {
                        " "
                    };
                }
                signs.get(here).copied().unwrap_or(" ")
            };
            values.iter().map(sign).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_never_longer_than_their_room() {
        let look = Look::default();
        assert_eq!(share(5, 10, 4, look), "██");
        assert_eq!(share(99, 10, 4, look), "████");
        assert_eq!(share(0, 0, 4, look), "");
        assert_eq!(columns(&[0, 1, 16], 2, look), ["  █", " ▁█"]);
    }
}
