use std::time::{Duration, Instant};

use bollard::query_parameters::{RemoveImageOptions, TagImageOptionsBuilder};

use super::*;

async fn tag(docker: &Docker, image: &str, name: &str) {
    let options = TagImageOptionsBuilder::default().repo(name).tag("1");
    docker
        .tag_image(image, Some(options.build()))
        .await
        .unwrap();
}

/// A name is asked for once, and again as soon as it means another image.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_remembered_until_docker_tells_that_it_means_another_image() {
    let docker = Docker::connect_with_local_defaults().unwrap();
    let name = format!("rgrid-test-{}", rgrid_shared::id::NodeId::new());
    let image = format!("{name}:1");
    tag(&docker, "rgrid/base:1", &name).await;
    let names = Names::default();
    let first = names
        .find((&docker, &Pulls::default()), &image)
        .await
        .unwrap();
    let remembered = || lock(&names.0).images.contains_key(&image);
    let deadline = Instant::now() + Duration::from_secs(20);
    // News of others may come between.
    while !remembered() && Instant::now() < deadline {
        names
            .find((&docker, &Pulls::default()), &image)
            .await
            .unwrap();
    }
    assert!(remembered());
    tag(&docker, "python:3.11-slim-bookworm", &name).await;
    let mut second = names
        .find((&docker, &Pulls::default()), &image)
        .await
        .unwrap();
    while second.id == first.id && Instant::now() < deadline {
        tokio::task::yield_now().await;
        second = names
            .find((&docker, &Pulls::default()), &image)
            .await
            .unwrap();
    }
    assert_ne!(second.id, first.id);
    let gone = docker.remove_image(&image, None::<RemoveImageOptions>, None);
    gone.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_remembered_of_a_docker_that_tells_nothing() {
    let docker =
        Docker::connect_with_http("http://127.0.0.1:1", 5, bollard::API_DEFAULT_VERSION).unwrap();
    let names = Names::default();
    names.listen(&docker);
    let deadline = Instant::now() + Duration::from_secs(20);
    while lock(&names.0).listens && Instant::now() < deadline {
        tokio::task::yield_now().await;
    }
    assert!(!lock(&names.0).listens);
    assert!(
        names
            .find((&docker, &Pulls::default()), "rgrid/base:1")
            .await
            .is_err()
    );
    assert!(lock(&names.0).images.is_empty());
}
