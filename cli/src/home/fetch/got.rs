//! Got: how much came home.

/// What came home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Got {
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: u64,
}
