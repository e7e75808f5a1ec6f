//! Values as people type them: sizes, shares of a CPU, durations, pairs.
//!
//! Owns the grammar and its sentences. Does not know which flag a value belongs to.

#[cfg(test)]
mod tests;

/// A number with an optional fraction, in thousandths: `0.5` is 500.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.len() > 3 {
        return None;
    }
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let fraction: u64 = format!("{fraction:0<3}").parse().ok()?;
    whole.checked_mul(1_000)?.checked_add(fraction)
}

/// CPUs as thousandths of one: `2`, `0.5`, `500m`.
///
/// # Errors
/// A sentence when the text is no such number.
pub fn cpu_millis(text: &str) -> Result<u32, String> {
    let millis = match text.strip_suffix('m') {
        Some(millis) => millis.parse().ok(),
        None => thousandths(text).and_then(|value| value.try_into().ok()),
    };
    millis
        .filter(|&value| value > 0)
        .ok_or_else(|| "give a number of CPUs such as 2 or 0.5".to_owned())
}

/// A size in bytes: `512M`, `2G`, `1.5GiB`, `1048576`; K, M, G and T are powers of 1,024.
///
/// # Errors
/// A sentence when the text is no such size.
pub fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || "give a size such as 512M, 2G or 1.5G".to_owned();
    let at = text
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let shift = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        "t" | "tb" | "tib" => 40,
        _ => return Err(wrong()),
    };
    let value = thousandths(number.trim()).ok_or_else(wrong)?;
    let value = u128::from(value).checked_shl(shift).ok_or_else(wrong)?;
    let value = value.checked_div(1_000).ok_or_else(wrong)?;
    u64::try_from(value)
        .ok()
        .filter(|&value| value > 0)
        .ok_or_else(wrong)
}

/// A duration in seconds: `90`, `90s`, `10m`, `1h30m`, `2d`.
///
/// # Errors
/// A sentence when the text is no such duration.
pub fn seconds(text: &str) -> Result<u32, String> {
    let wrong = || "give a duration such as 90s, 10m or 1h30m".to_owned();
    let mut total: u32 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (number, after) = rest.split_at(at);
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let mut chars = after.chars();
        let factor = match chars.next() {
            None | Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3_600,
            Some('d') => 86_400,
            Some(_) => return Err(wrong()),
        };
        let part = number.checked_mul(factor).ok_or_else(wrong)?;
        total = total.checked_add(part).ok_or_else(wrong)?;
        rest = chars.as_str();
    }
    if total == 0 { Err(wrong()) } else { Ok(total) }
}

/// `KEY=VALUE`; the value may contain `=`.
///
/// # Errors
/// A sentence when there is no `=` or no key.
pub fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("give it as KEY=VALUE".to_owned()),
    }
}
