//! Base62: digits, capitals, small letters; survives double-click selection and URLs.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The largest multiple of 62 that a byte can hold; bytes from it on would favour some digits.
const FAIR: u8 = 248;

pub(super) fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// `length` random digits, each equally likely.
pub(super) fn random(length: usize) -> Result<String, getrandom::Error> {
    let mut text = String::with_capacity(length);
    let mut bytes = [0_u8; 64];
    while text.len() < length {
        getrandom::fill(&mut bytes)?;
        let wanted = length.saturating_sub(text.len());
        let fair = bytes.iter().copied().filter(|byte| *byte < FAIR);
        text.extend(fair.take(wanted).map(|byte| digit(u32::from(byte))));
    }
    Ok(text)
}

/// `number` in `length` digits, zeros in front.
pub(super) fn number(mut number: u32, length: usize) -> String {
    let mut digits = Vec::with_capacity(length);
    for _ in 0..length {
        digits.push(digit(number));
        number = number.checked_div(62).unwrap_or(0);
    }
    digits.iter().rev().collect()
}

fn digit(number: u32) -> char {
    let at = number.checked_rem(62).unwrap_or(0) as usize;
    char::from(DIGITS.get(at).copied().unwrap_or(b'0'))
}
