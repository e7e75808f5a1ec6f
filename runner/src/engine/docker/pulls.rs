//! Pulls: how far images are that come from their registries now.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bollard::models::CreateImageInfo;

/// The pulls of this process; cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Pulls(Arc<Mutex<HashMap<String, Layers>>>);

/// Bytes that came and all bytes, layer by layer, as far as they are known.
type Layers = HashMap<String, (i64, i64)>;

/// One pull; it is over when this is dropped.
#[derive(Debug)]
pub(super) struct Pull<'a> {
    pulls: &'a Pulls,
    image: &'a str,
}

impl Pulls {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Layers>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One begins.
    pub(super) fn begin<'a>(&'a self, image: &'a str) -> Pull<'a> {
        self.all().entry(image.to_owned()).or_default();
        Pull { pulls: self, image }
    }

    /// How many of a hundred parts are here of an image that is being pulled.
    pub(super) fn percent(&self, image: &str) -> Option<u8> {
        let all = self.all();
        let layers = all.get(image)?.values();
        let (mut came, mut bytes) = (0_i64, 0_i64);
        for (some, most) in layers {
            came = came.saturating_add(*some);
            bytes = bytes.saturating_add(*most);
        }
        let parts = came.saturating_mul(100).checked_div(bytes).unwrap_or(0);
        u8::try_from(parts.clamp(0, 100)).ok()
    }
}

impl Pull<'_> {
    /// Docker tells how far it is.
    pub(super) fn told(&self, info: CreateImageInfo) {
        let (Some(layer), Some(status)) = (info.id, info.status) else {
            return;
        };
        let detail = info.progress_detail.unwrap_or_default();
        let mut all = self.pulls.all();
        let layers = all.entry(self.image.to_owned()).or_default();
        match (status.as_str(), detail.current, detail.total) {
            ("Downloading", Some(came), Some(bytes)) => {
                layers.insert(layer, (came, bytes));
            }
            ("Download complete" | "Pull complete", _, _) => {
                if let Some((came, bytes)) = layers.get_mut(&layer) {
                    *came = *bytes;
                }
            }
            _ => {}
        }
    }
}

impl Drop for Pull<'_> {
    fn drop(&mut self) {
        self.pulls.all().remove(self.image);
    }
}
