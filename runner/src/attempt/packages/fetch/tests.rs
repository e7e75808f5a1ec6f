use std::io;

use reqwest::StatusCode;

use super::Failed;
use crate::http::TransferError;

/// A store that is slow, or a URL that is too old, says nothing of the pack.
#[test]
fn only_a_pack_that_is_gone_or_another_is_broken() {
    let is_broken = |error: TransferError| matches!(Failed::from(error), Failed::Broken);
    assert!(is_broken(TransferError::Mismatch));
    assert!(is_broken(TransferError::Refused(StatusCode::NOT_FOUND)));
    for status in [403, 429, 500, 503] {
        let status = StatusCode::from_u16(status).unwrap();
        assert!(!is_broken(TransferError::Refused(status)), "{status}");
    }
    assert!(!is_broken(TransferError::Connection(String::new())));
    assert!(!is_broken(TransferError::Io(io::Error::other("disk"))));
}
