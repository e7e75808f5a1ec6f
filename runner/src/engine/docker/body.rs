//! What a sandbox is to Docker: every limit and every closed door, in one place.
//!
//! Pure: from a spec to the request. Loosen nothing here without a test that shows why.

use std::collections::HashMap;

use bollard::models::{
    ContainerCreateBody, HealthConfig, HostConfig, HostConfigLogConfig, ResourcesUlimits,
};

use super::{Host, NODE_LABEL, mounts};
use crate::engine::{EngineError, closed, maker::Wish};

/// Nanoseconds of processor time per second in a thousandth of a vCPU.
const NANOS_PER_MILLI_CPU: i64 = 1_000_000;

/// The container of `wish`.
pub(super) fn container(
    wish: &Wish,
    host: &Host,
    volumes: &[String],
) -> Result<ContainerCreateBody, EngineError> {
    let egress = egress(wish, host)?;
    let (uid, gid) = host.user;
    let trust = host.extra_ca_bundle.as_ref().filter(|_| wish.network);
    let home = format!("HOME={}", closed::HOME);
    Ok(ContainerCreateBody {
        image: Some(wish.digest.clone()),
        // In place of the image's own; command and environment of the job come with its orders.
        entrypoint: Some(vec![closed::init()]),
        env: Some(mounts::trusting(trust).chain([home]).collect()),
        user: Some(format!("{uid}:{gid}")),
        working_dir: Some(closed::WORKDIR.into()),
        hostname: Some(closed::HOSTNAME.into()),
        // Not NetworkMode `none`: the same empty network namespace, for far less processor time.
        network_disabled: Some(egress.is_none()),
        attach_stdin: Some(false),
        open_stdin: Some(false),
        attach_stdout: Some(false),
        attach_stderr: Some(false),
        tty: Some(false),
        healthcheck: Some(no_healthcheck()),
        labels: Some(HashMap::from([(
            NODE_LABEL.to_owned(),
            wish.node.to_string(),
        )])),
        host_config: Some(HostConfig {
            network_mode: egress,
            mounts: Some(mounts::mounts(wish, trust)),
            ..host_config(wish, volumes)
        }),
        ..ContainerCreateBody::default()
    })
}

fn no_healthcheck() -> HealthConfig {
    let test = Some(vec!["NONE".into()]);
    HealthConfig {
        test,
        ..HealthConfig::default()
    }
}

/// The network of the job; none unless it asks, and no other than the one made for jobs.
fn egress(wish: &Wish, host: &Host) -> Result<Option<String>, EngineError> {
    match (wish.network, &host.egress) {
        (false, _) => Ok(None),
        (true, Some(network)) => Ok(Some(network.clone())),
        (true, None) => {
            let words = "this node does not offer network to jobs; run it without network";
            Err(EngineError::Unfit(words.into()))
        }
    }
}

fn host_config(wish: &Wish, volumes: &[String]) -> HostConfig {
    let memory = signed(wish.resources.memory_bytes);
    let cpus = i64::from(wish.resources.cpu_millis).saturating_mul(NANOS_PER_MILLI_CPU);
    HostConfig {
        readonly_rootfs: Some(true),
        cap_drop: Some(vec!["ALL".into()]),
        security_opt: Some(vec!["no-new-privileges".into()]),
        privileged: Some(false),
        ipc_mode: Some("private".into()),
        // It is its own.
        init: Some(false),
        memory: Some(memory),
        // Memory and swap together: no swap.
        memory_swap: Some(memory),
        nano_cpus: Some(cpus),
        pids_limit: Some(i64::from(wish.resources.pids)),
        ulimits: Some(ulimits(wish)),
        shm_size: Some(signed(closed::shm_bytes(&wish.resources))),
        tmpfs: Some(mounts::tmpfs(wish, volumes)),
        log_config: Some(HostConfigLogConfig {
            typ: Some("none".into()),
            config: None,
        }),
        oom_score_adj: Some(closed::OOM_SCORE_ADJ),
        ..HostConfig::default()
    }
}

fn ulimits(wish: &Wish) -> Vec<ResourcesUlimits> {
    let limit = |name: &str, value| ResourcesUlimits {
        name: Some(name.into()),
        soft: Some(value),
        hard: Some(value),
    };
    vec![
        limit("nofile", signed(closed::MAX_FILES)),
        limit("fsize", signed(closed::file_bytes(&wish.resources))),
        limit("core", 0),
    ]
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
