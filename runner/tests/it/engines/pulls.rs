//! Images that come from a registry.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::{StreamExt as _, stream};
use rgrid_shared::digest::Digest;
use serde_json::json;
use tokio::{net::TcpListener, sync::Semaphore};

use crate::support::{Kind, until};

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER_BYTES: usize = 6 << 20;
const PIECE: usize = 128 << 10;
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";

/// A registry of one image, of whose layer a piece comes for each permit.
struct Registry {
    permits: Semaphore,
    manifest: Bytes,
    blobs: HashMap<String, Bytes>,
}

fn named(bytes: &[u8]) -> String {
    format!("sha256:{}", Digest::of(bytes))
}

impl Registry {
    /// The image's one file is different each time, or Docker would have it.
    fn new() -> Self {
        let mut layer = tar::Builder::new(Vec::new());
        let seed = Digest::of(format!("{:?}", std::time::SystemTime::now()).as_bytes());
        let content: Vec<u8> = seed
            .as_bytes()
            .iter()
            .copied()
            .cycle()
            .take(LAYER_BYTES)
            .collect();
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_cksum();
        layer
            .append_data(&mut header, "content", &*content)
            .unwrap();
        let layer = layer.into_inner().unwrap();
        let config = json!({"architecture": "amd64", "os": "linux", "config": {},
            "rootfs": {"type": "layers", "diff_ids": [named(&layer)]}});
        let config = config.to_string().into_bytes();
        let manifest = json!({"schemaVersion": 2, "mediaType": MANIFEST,
            "config": {"mediaType": CONFIG, "digest": named(&config), "size": config.len()},
            "layers": [{"mediaType": LAYER, "digest": named(&layer), "size": layer.len()}]});
        let blobs = [layer, config].map(|blob| (named(&blob), blob.into()));
        Self {
            permits: Semaphore::new(0),
            manifest: manifest.to_string().into(),
            blobs: blobs.into(),
        }
    }
}

async fn manifest(State(registry): State<Arc<Registry>>) -> Response {
    let digest = named(&registry.manifest);
    let headers = [
        (CONTENT_TYPE.as_str(), MANIFEST),
        ("docker-content-digest", &digest),
    ];
    (headers, registry.manifest.clone()).into_response()
}

async fn blob(State(registry): State<Arc<Registry>>, Path(digest): Path<String>) -> Response {
    let bytes = registry.blobs[&digest].clone();
    let pieces: Vec<_> = bytes.chunks(PIECE).map(Bytes::copy_from_slice).collect();
    let is_small = bytes.len() < PIECE;
    let slow = stream::iter(pieces).then(move |piece| {
        let registry = Arc::clone(&registry);
        async move {
            if !is_small {
                registry.permits.acquire().await.unwrap().forget();
            }
            Ok::<_, std::io::Error>(piece)
        }
    });
    let length = [("content-length", bytes.len().to_string())];
    (length, Body::from_stream(slow)).into_response()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_known_how_far_an_image_is_while_it_is_pulled() {
    let registry = Arc::new(Registry::new());
    let routes = Router::new()
        .route("/v2/", get(async || "{}"))
        .route("/v2/slow/manifests/{reference}", get(manifest))
        .route("/v2/slow/blobs/{digest}", get(blob))
        .with_state(Arc::clone(&registry));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let image = format!("{}/slow:1", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, routes).into_future());
    let home = tempfile::tempdir().unwrap();
    let engine = Kind::Docker.engine(home.path()).await;
    assert_eq!(engine.pulling(&image), None);
    let (pulled, name) = (Arc::clone(&engine), image.clone());
    let pulled = tokio::spawn(async move { pulled.prepare(&name).await });
    let halfway = || {
        registry.permits.add_permits(1);
        matches!(engine.pulling(&image), Some(20..=90))
    };
    until("it is halfway here", halfway).await;
    registry.permits.add_permits(LAYER_BYTES);
    pulled.await.unwrap().unwrap();
    assert_eq!(engine.pulling(&image), None);
    let removed = std::process::Command::new("docker")
        .args(["rmi", &image])
        .output();
    assert!(removed.unwrap().status.success());
}
