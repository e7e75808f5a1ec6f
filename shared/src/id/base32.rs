//! 128 bits as 26 characters of Crockford's base32 in lower case, most significant first.

/// How many characters 128 bits take.
pub(super) const LENGTH: usize = 26;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The text of `bits`.
pub(super) fn encode(bits: u128) -> String {
    (0..LENGTH)
        .rev()
        .filter_map(|place| {
            let shift = u32::try_from(place).ok()?.checked_mul(5)?;
            let digit = usize::try_from(bits.checked_shr(shift)? & 31).ok()?;
            ALPHABET.get(digit).copied().map(char::from)
        })
        .collect()
}

/// The bits of `text`; nothing but the exact text that [`encode`] makes is taken.
pub(super) fn decode(text: &str) -> Option<u128> {
    if text.len() != LENGTH || text.as_bytes().first()? > &b'7' {
        return None;
    }
    text.bytes().try_fold(0u128, |bits, byte| {
        let digit = ALPHABET.iter().position(|&letter| letter == byte)?;
        Some(bits.checked_shl(5)? | u128::try_from(digit).ok()?)
    })
}
