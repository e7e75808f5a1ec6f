//! The patterns that a job gives for its outputs.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use rgrid_shared::path::RelPath;

/// Which files come home.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter(Option<GlobSet>);

impl Filter {
    /// The files that fit one of `patterns` or lie below a folder that does; all when there is none.
    pub(crate) fn new(patterns: &[String]) -> Self {
        if patterns.is_empty() {
            return Self(None);
        }
        let mut set = GlobSetBuilder::new();
        for glob in patterns.iter().filter_map(|pattern| glob(pattern)) {
            set.add(glob);
        }
        Self(Some(set.build().unwrap_or_default()))
    }

    /// Whether the file comes home.
    pub(crate) fn takes(&self, path: &RelPath) -> bool {
        let Some(set) = &self.0 else { return true };
        let path = Path::new(path.as_str());
        path.ancestors().any(|part| set.is_match(part))
    }
}

/// The pattern; a text that is none stands for itself.
fn glob(pattern: &str) -> Option<Glob> {
    let text = pattern.strip_prefix("./").unwrap_or(pattern);
    let text = text.trim_end_matches('/');
    let build = |text: &str| GlobBuilder::new(text).literal_separator(true).build().ok();
    if text.is_empty() || text == "." {
        return build("*");
    }
    build(text).or_else(|| build(&globset::escape(text)))
}
