use super::*;

#[test]
fn only_what_may_pass_is_tried_again() {
    let refused = |code| TransferError::Refused(StatusCode::from_u16(code).unwrap());
    for code in [408, 429, 500, 503] {
        assert!(refused(code).is_transient(), "{code}");
    }
    for code in [400, 403, 404, 412] {
        assert!(!refused(code).is_transient(), "{code}");
    }
    assert!(TransferError::Connection(String::new()).is_transient());
    assert!(TransferError::Mismatch.is_transient());
    assert!(!TransferError::from(io::Error::other("disk")).is_transient());
}
