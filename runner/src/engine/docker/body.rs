//! What a sandbox is to Docker: every limit and every closed door, in one place.
//!
//! Pure: from a spec to the request. Loosen nothing here without a test that shows why.

use std::collections::HashMap;

use bollard::models::{
    ContainerCreateBody, HealthConfig, HostConfig, HostConfigLogConfig, ResourcesUlimits,
};

use super::{ATTEMPT_LABEL, Host, NODE_LABEL, mounts};
use crate::engine::{EngineError, SandboxSpec, closed};

/// Nanoseconds of processor time per second in a thousandth of a vCPU.
const NANOS_PER_MILLI_CPU: i64 = 1_000_000;

/// The container of `spec`.
pub(super) fn container(
    spec: &SandboxSpec,
    host: &Host,
    volumes: &[String],
) -> Result<ContainerCreateBody, EngineError> {
    let egress = egress(spec, host)?;
    let (uid, gid) = host.user;
    let env = spec
        .env
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    let trust = host.extra_ca_bundle.as_ref().filter(|_| spec.network);
    let home = (!spec.env.contains_key("HOME")).then(|| format!("HOME={}", closed::HOME));
    Ok(ContainerCreateBody {
        image: Some(spec.image.clone()),
        // The image's own entry point and command would change what runs.
        entrypoint: Some(spec.command.clone()),
        env: Some(mounts::trusting(trust).chain(home).chain(env).collect()),
        user: Some(format!("{uid}:{gid}")),
        working_dir: Some(closed::WORKDIR.into()),
        hostname: Some(closed::HOSTNAME.into()),
        // Not NetworkMode `none`: the same empty network namespace, for far less processor time.
        network_disabled: Some(egress.is_none()),
        attach_stdin: Some(spec.stdin),
        open_stdin: Some(spec.stdin),
        stdin_once: Some(spec.stdin),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        tty: Some(false),
        healthcheck: Some(no_healthcheck()),
        labels: Some(HashMap::from([
            (NODE_LABEL.to_owned(), spec.node.to_string()),
            (ATTEMPT_LABEL.to_owned(), spec.attempt.to_string()),
        ])),
        host_config: Some(HostConfig {
            network_mode: egress,
            mounts: Some(mounts::mounts(spec, trust)),
            ..host_config(spec, volumes)
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
fn egress(spec: &SandboxSpec, host: &Host) -> Result<Option<String>, EngineError> {
    match (spec.network, &host.egress) {
        (false, _) => Ok(None),
        (true, Some(network)) => Ok(Some(network.clone())),
        (true, None) => {
            let words = "this node does not offer network to jobs; run it without network";
            Err(EngineError::Unfit(words.into()))
        }
    }
}

fn host_config(spec: &SandboxSpec, volumes: &[String]) -> HostConfig {
    let memory = signed(spec.resources.memory_bytes);
    let cpus = i64::from(spec.resources.cpu_millis).saturating_mul(NANOS_PER_MILLI_CPU);
    HostConfig {
        readonly_rootfs: Some(true),
        cap_drop: Some(vec!["ALL".into()]),
        security_opt: Some(vec!["no-new-privileges".into()]),
        privileged: Some(false),
        ipc_mode: Some("private".into()),
        init: Some(true),
        memory: Some(memory),
        // Memory and swap together: no swap.
        memory_swap: Some(memory),
        nano_cpus: Some(cpus),
        pids_limit: Some(i64::from(spec.resources.pids)),
        ulimits: Some(ulimits(spec)),
        shm_size: Some(signed(closed::shm_bytes(&spec.resources))),
        tmpfs: Some(mounts::tmpfs(spec, volumes)),
        log_config: Some(HostConfigLogConfig {
            typ: Some("none".into()),
            config: None,
        }),
        oom_score_adj: Some(closed::OOM_SCORE_ADJ),
        ..HostConfig::default()
    }
}

fn ulimits(spec: &SandboxSpec) -> Vec<ResourcesUlimits> {
    let limit = |name: &str, value| ResourcesUlimits {
        name: Some(name.into()),
        soft: Some(value),
        hard: Some(value),
    };
    vec![
        limit("nofile", signed(closed::MAX_FILES)),
        limit("fsize", signed(closed::file_bytes(&spec.resources))),
        limit("core", 0),
    ]
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
