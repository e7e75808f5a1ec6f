//! A Docker daemon that answers as the test says, and refuses all else.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use rgrid_runner::engine::docker::DockerEngine;

/// What the daemon answers where method and path contain this; the first that fits.
pub(super) type Answers = &'static [Answer];

/// Method, part of the path, status and body.
pub(super) type Answer = (&'static str, &'static str, u16, &'static str);

#[derive(Clone)]
pub(super) struct Daemon {
    answers: Answers,
    pub(super) heard: Arc<Mutex<Vec<String>>>,
}

impl Daemon {
    pub(super) async fn start(answers: Answers) -> (Self, DockerEngine) {
        let heard = Arc::default();
        let daemon = Self { answers, heard };
        let app = Router::new().fallback(answer).with_state(daemon.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        (daemon, DockerEngine::new(Some(&host), None).unwrap())
    }
}

async fn answer(State(daemon): State<Daemon>, request: Request) -> Response {
    let heard = format!("{} {}", request.method(), request.uri().path());
    daemon.heard.lock().unwrap().push(heard.clone());
    let fits = |(method, path, ..): &&Answer| heard.starts_with(*method) && heard.contains(*path);
    let found = daemon.answers.iter().find(fits);
    let (status, body) = found.map_or((500, r#"{"message":"no luck"}"#), |found| {
        (found.2, found.3)
    });
    let json = [("content-type", "application/json")];
    (StatusCode::from_u16(status).unwrap(), json, body).into_response()
}
