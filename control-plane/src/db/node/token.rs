//! Tokens of nodes: 256 random bits with a word in front that says what they are for.

use data_encoding::HEXLOWER;
use rgrid_shared::spec::Secret;
use sha2::{Digest as _, Sha256};

/// In front of a token that enrols one node.
pub(super) const ENROL: &str = "rge_";
/// In front of the token of a node.
pub(super) const NODE: &str = "rgn_";

/// A new token and its hash.
pub(super) fn make(prefix: &str) -> sqlx::Result<(Secret, Vec<u8>)> {
    let mut bits = [0u8; 32];
    getrandom::fill(&mut bits).map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    let text = format!("{prefix}{}", HEXLOWER.encode(&bits));
    let hash = hash(&text);
    Ok((Secret::new(text), hash))
}

/// What is kept of a token. It is compared by the index of the table: equal hashes, equal tokens, and
/// the time it takes tells nothing of a token.
pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
