//! Work with nothing special about it, for scenarios that say what is.

use super::Work;

impl Work {
    /// One that prints a little, leaves a file and succeeds.
    pub(in super::super) fn plain(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            out: 2_000,
            err: 100,
            file: Some(1_000),
            sleep: 0,
            code: 0,
            input: None,
            cancel: false,
            stuck: false,
        }
    }
}
