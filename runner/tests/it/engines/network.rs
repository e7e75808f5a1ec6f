//! Jobs with network: the world is open, everything near is closed (R-E1).

pub(crate) mod outside;

use rgrid_shared::job::Outcome;

use crate::support::{Grid, Kind, python, until};
use outside::Outside;

/// Tries to connect to each address and says which answered.
const KNOCK: &str = r#"
import socket
for name, address in (("world", ("203.0.113.10", 8080)), ("metadata", ("169.254.169.254", 80)),
                      ("private", ("10.0.0.1", 80)), ("neighbour", ("198.51.100.2", 8080)),
                      ("node", ("198.51.100.1", NODE))):
    s = socket.socket(); s.settimeout(5)
    try: s.connect(address); print(name, "open", flush=True)
    except OSError as error: print(name, "closed", flush=True)
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_job_with_network_reaches_the_world_and_nothing_near() {
    let outside = Outside::make();
    until("the server outside answers", || outside.answers()).await;
    let listener = std::net::TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_here()) {
        let grid = Grid::on(kind).await;
        let mut spec = python(&KNOCK.replace("NODE", &port));
        spec.network = true;
        let (finished, record) = grid.run(spec).await;
        assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
        assert_eq!(
            String::from_utf8_lossy(&record.stdout),
            "world open\nmetadata closed\nprivate closed\nneighbour closed\nnode closed\n"
        );
    }
    drop(outside);
}
