//! Which files are shown, and which are meant.

use rgrid_shared::wire::artifacts::ArtifactUrl;

use super::Artifacts;

impl Artifacts {
    pub(super) fn shown(&self) -> Vec<&ArtifactUrl> {
        let files = self.files.iter().flatten();
        let takes = |file: &&ArtifactUrl| self.filter.takes(file.artifact.path.as_str());
        files.filter(takes).collect()
    }

    pub(super) fn chosen(&self) -> Option<&ArtifactUrl> {
        self.shown().get(self.cursor.at).copied()
    }

    /// What is meant: the marks, or the file under the cursor.
    pub(super) fn meant(&self) -> Vec<ArtifactUrl> {
        let marked = self.shown().into_iter();
        let marked = marked.filter(|file| self.marks.contains(&file.artifact.path));
        let marked: Vec<_> = marked.cloned().collect();
        if marked.is_empty() {
            return self.chosen().cloned().into_iter().collect();
        }
        marked
    }
}
