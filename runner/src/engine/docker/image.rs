//! Images: whether one is here, how it comes, and the volumes it declares.

use bollard::{Docker, models::ImageInspect, query_parameters::CreateImageOptionsBuilder};
use futures_util::TryStreamExt as _;

use super::{error, pulls::Pulls};
use crate::engine::EngineError;

/// Makes sure that the image is here; pulls it when it is not.
pub(super) async fn prepare(
    (docker, pulls): (&Docker, &Pulls),
    image: &str,
) -> Result<ImageInspect, EngineError> {
    let looked = |error| error::engine("look at the image", &error);
    match docker.inspect_image(image).await {
        Err(error) if error::is_gone(&error) => {
            pull(docker, pulls, image).await?;
            docker.inspect_image(image).await.map_err(looked)
        }
        found => found.map_err(looked),
    }
}

async fn pull(docker: &Docker, pulls: &Pulls, image: &str) -> Result<(), EngineError> {
    tracing::info!(image, "pulling an image");
    // Without a tag Docker would pull all of them.
    let options = CreateImageOptionsBuilder::default().from_image(&with_tag(image));
    let pulled = docker.create_image(Some(options.build()), None, None);
    let pull = pulls.begin(image);
    let told = |info| {
        pull.told(info);
        std::future::ready(Ok(()))
    };
    let done = pulled.try_for_each(told).await;
    done.map_err(|error| {
        let words = error::words(&error);
        EngineError::Image(format!("the image {image} could not be pulled: {words}"))
    })
}

/// The image with `:latest` when it has neither tag nor digest.
pub(super) fn with_tag(image: &str) -> String {
    let name = image.rsplit('/').next().unwrap_or(image);
    if name.contains(':') || name.contains('@') {
        image.to_owned()
    } else {
        format!("{image}:latest")
    }
}

/// The folders that the image wants as volumes; they would be writable, so they are covered.
pub(super) async fn volumes(docker: &Docker, image: &str) -> Result<Vec<String>, EngineError> {
    let found = docker.inspect_image(image).await.map_err(|error| {
        let words = error::words(&error);
        EngineError::Image(format!("the image {image} is not there: {words}"))
    })?;
    let declared = found.config.and_then(|config| config.volumes);
    Ok(declared.unwrap_or_default().into_iter().collect())
}
