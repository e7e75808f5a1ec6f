//! Why an engine could not do it.

/// Why an engine could not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The image could not be had.
    #[error("{0}")]
    Image(String),
    /// The engine does not answer; it may come back.
    #[error("the container engine does not answer: {0}")]
    Unavailable(String),
    /// The node lacks what the job asks for; another may have it.
    #[error("{0}")]
    Unfit(String),
    /// The engine refused or failed.
    #[error("{0}")]
    Failed(String),
}
