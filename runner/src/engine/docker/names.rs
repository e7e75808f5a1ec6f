//! Names: what the names of images mean, for as long as Docker tells of every change of them.
//!
//! A question to Docker takes as long as everything else between an assignment and its command. So Docker is listened
//! to, and asked again only after it told of anything about images. While it tells nothing, nothing is remembered.

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::SystemTime,
};

use bollard::{Docker, models::ImageInspect, query_parameters::EventsOptionsBuilder};
use futures_util::StreamExt as _;

use super::{DockerEngine, image, pulls::Pulls};
use crate::engine::EngineError;

/// What the names mean; cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    listens: bool,
    /// How often there was news.
    news: u64,
    images: HashMap<String, ImageInspect>,
}

impl DockerEngine {
    /// The image of this name, here from now on.
    pub(in crate::engine) async fn image(&self, name: &str) -> Result<ImageInspect, EngineError> {
        let by = (&self.docker, &self.pulls);
        self.names.find(by, name).await
    }
}

impl Names {
    /// The image of this name; pulled when it is not here.
    pub(super) async fn find(
        &self,
        (docker, pulls): (&Docker, &Pulls),
        name: &str,
    ) -> Result<ImageInspect, EngineError> {
        self.listen(docker);
        let news = {
            let known = lock(&self.0);
            if let Some(found) = known.images.get(name) {
                return Ok(found.clone());
            }
            known.news
        };
        let found = image::prepare((docker, pulls), name).await?;
        let mut known = lock(&self.0);
        // News that came meanwhile may be older or newer than the answer.
        if known.listens && known.news == news {
            known.images.insert(name.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// Listens, unless somebody does. Docker tells from this second on, also what happens before it has the question.
    fn listen(&self, docker: &Docker) {
        if std::mem::replace(&mut lock(&self.0).listens, true) {
            return;
        }
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let since = since.unwrap_or_default().as_secs().to_string();
        let options = EventsOptionsBuilder::new()
            .since(&since)
            .filters(&HashMap::from([("type", vec!["image"])]));
        tokio::spawn(hear(docker.clone(), options, Arc::downgrade(&self.0)));
    }
}

/// Forgets everything with each piece of news, and at the end.
async fn hear(docker: Docker, options: EventsOptionsBuilder, known: Weak<Mutex<Known>>) {
    let mut events = Box::pin(docker.events(Some(options.build())));
    loop {
        let heard = events.next().await;
        let Some(known) = known.upgrade() else {
            return;
        };
        let mut known = lock(&known);
        known.news = known.news.wrapping_add(1);
        known.images.clear();
        if !matches!(heard, Some(Ok(_))) {
            known.listens = false;
            return;
        }
    }
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
