//! PostgreSQL, that can be killed, restarted, and infected with a bug.

use std::{path::Path, process::Command};

use rgrid_control_plane::pg::{Cluster, PgConfig};
use rgrid_tests::ports::stable;
use rustix::process::{Pid, Signal, kill_process};

use super::super::plan::Bug;

/// A claim is undone as soon as it is made.
const UNSTAMP: &str = "
    create function unstamp() returns trigger language plpgsql as $$ begin
        update queue set state = 'queued', attempt_id = null, node_id = null, lease_expires_at = null
        where job_id = new.job_id;
        return null;
    end $$;
    create constraint trigger unstamp after update on queue deferrable initially deferred for each row
    when (old.state = 'queued' and new.state = 'running') execute function unstamp();";

/// From its second attempt on, a job's row carries the node and the token of the attempt before.
const KEEP_TOKEN: &str = "
    create function keep_token() returns trigger language plpgsql as $$ begin
        update queue q set attempt_id = a.id, node_id = a.node_id from attempts a
        where q.job_id = new.job_id and a.job_id = new.job_id and a.number = new.attempts - 1;
        return null;
    end $$;
    create constraint trigger keep_token after update on queue deferrable initially deferred for each row
    when (old.state = 'queued' and new.state = 'running' and new.attempts > 1) execute function keep_token();";

/// A server on a port of its own that stays the same.
pub(in super::super) struct Database {
    config: PgConfig,
    cluster: Option<Cluster>,
    url: String,
}

impl Database {
    pub(super) async fn start(dir: &Path) -> Self {
        let config = PgConfig {
            tcp_port: Some(stable()),
            ..PgConfig::new(dir)
        };
        let cluster = Cluster::start(&config).await.unwrap();
        let url = cluster.url().to_owned();
        Self {
            config,
            cluster: Some(cluster),
            url,
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Puts the bug into the database, if there is one and it belongs there.
    pub(super) fn infect(&self, bug: Option<Bug>) {
        let sql = match bug {
            Some(Bug::ClaimDoesNotStamp) => UNSTAMP,
            Some(Bug::TokenIsKept) => KEEP_TOKEN,
            Some(Bug::ReportIsNotRepeated) | None => return,
        };
        self.ask(sql);
    }

    /// What the database answers to a statement.
    pub(in super::super) fn ask(&self, sql: &str) -> String {
        let asked = Command::new("psql")
            .args([&self.url, "-v", "ON_ERROR_STOP=1", "-qAtc", sql])
            .output()
            .unwrap();
        assert!(
            asked.status.success(),
            "{}",
            String::from_utf8_lossy(&asked.stderr)
        );
        String::from_utf8(asked.stdout).unwrap().trim().to_owned()
    }

    /// A fast shutdown, as of an operator.
    pub(in super::super) async fn shut_down(&mut self) {
        self.cluster.take().unwrap().stop().await.unwrap();
    }

    /// Its death.
    pub(in super::super) fn kill(&mut self) {
        let cluster = self.cluster.take().unwrap();
        let pid = Pid::from_raw(i32::try_from(cluster.pid()).unwrap()).unwrap();
        kill_process(pid, Signal::KILL).unwrap();
    }

    /// Starts it again; what was committed is there.
    pub(in super::super) async fn come_back(&mut self) {
        self.cluster = Some(Cluster::start(&self.config).await.unwrap());
    }

    pub(super) async fn stop(mut self) {
        if self.cluster.is_none() {
            self.come_back().await;
        }
        self.shut_down().await;
    }
}
