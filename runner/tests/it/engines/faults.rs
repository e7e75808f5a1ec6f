//! A Docker daemon that refuses: each refusal is told in its own words, and nothing is left behind.

mod copies;
mod daemon;
mod unmade;

use rgrid_runner::engine::{
    EngineError,
    docker::DockerEngine,
    maker::{Maker as _, Wish},
};
use rgrid_shared::{id::NodeId, spec::Resources};

use daemon::{Answer, Answers, Daemon};

fn wish(network: bool) -> Wish {
    Wish {
        node: NodeId::new(),
        name: "box".into(),
        digest: "image:1".into(),
        resources: Resources::default(),
        packages: None,
        network,
        work: "/nowhere".into(),
        line: "/nowhere".into(),
    }
}

async fn start_fails(answers: Answers, network: bool) -> (Daemon, EngineError) {
    let (daemon, engine) = Daemon::start(answers).await;
    match engine.make(&wish(network)).await {
        Ok(_) => panic!("it started"),
        Err(error) => (daemon, error),
    }
}

const IMAGE: Answer = ("GET", "/images/", 200, "{}");
const MADE: Answer = (
    "POST",
    "/containers/create",
    201,
    r#"{"Id":"abc","Warnings":[]}"#,
);
const NO_NETWORK: Answer = ("GET", "/networks/", 404, r#"{"message":"no such network"}"#);

fn refused(action: &str) -> EngineError {
    EngineError::Failed(format!("could not {action}: no luck"))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_of_a_start_is_told_in_the_words_of_docker() {
    let (_, error) = start_fails(&[("GET", "/images/", 404, r#"{"message":"gone"}"#)], false).await;
    assert_eq!(
        error,
        EngineError::Image("the image image:1 is not there: gone".into())
    );
    let (_, error) = start_fails(&[IMAGE], false).await;
    assert_eq!(error, refused("make the container"));
    let (_, error) = start_fails(&[IMAGE], true).await;
    assert_eq!(error, refused("look at the network of jobs"));
    let (_, error) = start_fails(&[IMAGE, NO_NETWORK], true).await;
    assert_eq!(error, refused("make the network of jobs"));
}

/// R-E1: without the walls no job with network starts; with them, the network is made first.
#[tokio::test(flavor = "multi_thread")]
async fn the_network_of_jobs_is_made_where_it_is_missing() {
    let network = (
        "POST",
        "/networks/create",
        201,
        r#"{"Id":"n","Warning":""}"#,
    );
    let answers = Box::leak(Box::new([IMAGE, NO_NETWORK, network]));
    let (daemon, error) = start_fails(answers, true).await;
    let without_walls = error.to_string().contains("does not offer network");
    assert!(
        without_walls || error == refused("make the container"),
        "{error}"
    );
    let heard = daemon.heard.lock().unwrap();
    assert!(
        heard
            .iter()
            .any(|heard| heard.ends_with("/networks/create")),
        "{heard:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_container_that_cannot_be_started_is_removed() {
    let (daemon, error) = start_fails(&[IMAGE, MADE], false).await;
    assert_eq!(error, refused("start the container"));
    let heard = daemon.heard.lock().unwrap().clone();
    let last = heard.last().unwrap();
    assert!(
        last.starts_with("DELETE") && last.ends_with("/containers/abc"),
        "{heard:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_between_jobs_is_told_too() {
    let (_, engine) = Daemon::start(&[]).await;
    assert_eq!(
        engine.ready().await,
        Err(refused("ask Docker whether it is there"))
    );
    assert_eq!(engine.prepare("i").await, Err(refused("look at the image")));
    assert_eq!(
        engine.clean(NodeId::new()).await,
        Err(refused("list containers"))
    );
    let list = ("GET", "/containers/json", 200, r#"[{"Id":"old"}]"#);
    let (_, engine) = Daemon::start(Box::leak(Box::new([list]))).await;
    assert_eq!(
        engine.clean(NodeId::new()).await,
        Err(refused("remove a leftover container"))
    );
    let gone = (
        "DELETE",
        "/containers/old",
        409,
        r#"{"message":"its removal is under way"}"#,
    );
    let (_, engine) = Daemon::start(Box::leak(Box::new([list, gone]))).await;
    assert_eq!(engine.clean(NodeId::new()).await, Ok(1));
    let nobody = DockerEngine::new(Some("http://127.0.0.1:9"), None).unwrap();
    assert!(matches!(
        nobody.ready().await,
        Err(EngineError::Unavailable(_))
    ));
}
