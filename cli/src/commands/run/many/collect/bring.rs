//! Bringing one item home: what of it, and where to.

use rgrid_shared::wire::{artifacts::ArtifactUrl, jobs::Job};

use super::{Collect, Home};
use crate::{
    home::{Fetcher, Goes},
    receipt::Output,
};

impl Collect {
    /// Brings what is wanted of an item home; says where to.
    pub(super) fn fetch<'f>(
        &mut self,
        fetcher: &'f Fetcher,
        place: Option<usize>,
        job: Box<Job>,
        artifacts: Vec<ArtifactUrl>,
    ) -> impl Future<Output = (Option<usize>, Box<Job>, Home)> + use<'f> {
        let wanted = self.wanted(place, &job, artifacts);
        let printer = self.printer.silent();
        async move {
            let outputs: Vec<_> = wanted
                .iter()
                .map(|(file, goes)| Output::new(file, goes))
                .collect();
            let got = fetcher.fetch(job.id, wanted, &printer).await;
            (place, job, got.map(|got| (got, outputs)))
        }
    }

    /// The artifacts of an item that come home, and where to.
    fn wanted(
        &mut self,
        place: Option<usize>,
        job: &Job,
        artifacts: Vec<ArtifactUrl>,
    ) -> Vec<(ArtifactUrl, Goes)> {
        let Some(folder) = place.and_then(|place| self.folders.get(place)) else {
            return Vec::new();
        };
        if self.remote_only {
            return Vec::new();
        }
        let mut wanted = Vec::new();
        for file in artifacts {
            let artifact = &file.artifact;
            let unchanged = |input: &rgrid_shared::spec::Input| {
                input.path == artifact.path && input.digest == artifact.digest
            };
            if job.spec.inputs.iter().any(unchanged) {
                continue;
            }
            let path = artifact.path.as_str();
            let path = self.places.stripped(path).unwrap_or(path);
            if let Some(goes) = self.layout.place(folder, path) {
                wanted.push((file, goes));
            }
        }
        wanted
    }
}
