//! Resources: what a sandbox may use.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a sandbox may use; beyond it the kernel throttles, refuses or ends the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Resources {
    /// Thousandths of one vCPU.
    pub cpu_millis: u32,
    /// Memory in bytes, without any swap.
    pub memory_bytes: u64,
    /// Bytes that the working directory may hold.
    pub disk_bytes: u64,
    /// Processes and threads at the same time.
    pub pids: u32,
}

impl Default for Resources {
    /// One vCPU, 512 MiB, 10 GiB of disk, 256 processes.
    fn default() -> Self {
        Self {
            cpu_millis: 1_000,
            memory_bytes: 512 << 20,
            disk_bytes: 10 << 30,
            pids: 256,
        }
    }
}
