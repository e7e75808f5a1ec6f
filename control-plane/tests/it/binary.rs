//! The thin program: started with variables alone, ended by a signal.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use sqlx::{ConnectOptions as _, PgPool};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::TestStore;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_rgrid-control-plane"))
}

/// The id of one request, from its answer.
async fn asked(mut socket: TcpStream) -> String {
    let request = b"GET /v1/account HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    socket.write_all(request).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    let mut heads = answer.lines().filter_map(|line| line.split_once(": "));
    let (_, id) = heads.find(|(name, _)| *name == "x-request-id").unwrap();
    id.to_owned()
}

/// R-O3: lines of JSON on standard error, each with the id of its request, and an orderly end.
#[sqlx::test]
async fn it_serves_until_sigterm_and_logs_lines_of_json(db: PgPool) {
    let store = TestStore::start().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let child = program()
        .env(
            "RGRID_DATABASE_URL",
            db.connect_options().to_url_lossy().as_str(),
        )
        .env("RGRID_LISTEN", address.to_string())
        .env("RGRID_S3_ENDPOINT", &store.config.endpoint)
        .env("RGRID_S3_ACCESS_KEY", &store.config.access_key)
        .env("RGRID_S3_SECRET_KEY", store.config.secret_key.reveal())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    let socket = loop {
        if let Ok(socket) = TcpStream::connect(address).await {
            break socket;
        }
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "it does not listen"
        );
        tokio::task::yield_now().await;
    };
    let id = asked(socket).await;
    let pid = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let done = tokio::task::spawn_blocking(|| child.wait_with_output()).await;
    let done = done.unwrap().unwrap();
    assert!(done.status.success(), "{}", done.status);
    let log = String::from_utf8(done.stderr).unwrap();
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let said = |text: &str| lines.iter().any(|line| line["message"] == text);
    assert!(
        said("listening") && said("SIGTERM: shutting down") && said("stopped"),
        "{log}"
    );
    let answered = lines.iter().find(|line| line["span"]["request.id"] == *id);
    let answered = answered.unwrap_or_else(|| panic!("no line has {id}: {log}"));
    let told = (&answered["status"], &answered["span"]["route"]);
    assert_eq!(told, (&401.into(), &"/v1/account".into()), "{answered}");
}

#[test]
fn a_wrong_setting_ends_it_with_a_sentence() {
    let wrong = [("RGRID_LOG", "=,="), ("RGRID_DATABASE_URL", "mysql://x")];
    for (name, value) in wrong {
        let mut program = program();
        for name in ["ENDPOINT", "ACCESS_KEY", "SECRET_KEY"] {
            program.env(format!("RGRID_S3_{name}"), "http://127.0.0.1:9");
        }
        let done = program.env(name, value).output().unwrap();
        assert!(!done.status.success());
        let told = String::from_utf8_lossy(&done.stderr);
        let field = name.strip_prefix("RGRID_").unwrap().to_lowercase();
        assert!(told.to_lowercase().contains(&field), "{told}");
    }
}
