//! The checks of a `JobSpec`'s files and resources.

use std::collections::BTreeSet;

use super::{JobSpec, validate::Checks};
use crate::limits::{
    MAX_BLOB_BYTES, MAX_CPU_MILLIS, MAX_INPUT_NAMES_BYTES, MAX_INPUTS, MAX_METADATA,
    MAX_PATH_BYTES, MAX_PIDS, MAX_RESOURCE_BYTES, MAX_RETRIES, MAX_TIMEOUT_S,
};

impl JobSpec {
    pub(super) fn check_files(&self, checks: &mut Checks) {
        checks.require(self.inputs.len() <= MAX_INPUTS, "inputs", || {
            format!("at most {MAX_INPUTS} files")
        });
        let lengths = self.inputs.iter().map(|input| input.path.as_str().len());
        checks.require(
            lengths.sum::<usize>() <= MAX_INPUT_NAMES_BYTES,
            "inputs",
            || format!("their paths have at most {MAX_INPUT_NAMES_BYTES} bytes together"),
        );
        let mut seen = BTreeSet::new();
        for (index, input) in self.inputs.iter().enumerate().take(MAX_INPUTS) {
            checks.require(
                seen.insert(&input.path),
                &format!("inputs[{index}].path"),
                || format!("`{}` is given twice", input.path.as_str().escape_debug()),
            );
            checks.require(
                input.size <= MAX_BLOB_BYTES,
                &format!("inputs[{index}].size"),
                || format!("at most {MAX_BLOB_BYTES} bytes"),
            );
        }
        checks.require(self.outputs.len() <= MAX_METADATA, "outputs", || {
            format!("at most {MAX_METADATA} patterns")
        });
        checks.require(
            self.outputs.iter().all(|glob| glob.len() <= MAX_PATH_BYTES),
            "outputs",
            || format!("a pattern has at most {MAX_PATH_BYTES} bytes"),
        );
    }

    pub(super) fn check_resources(&self, checks: &mut Checks) {
        let resources = &self.resources;
        let between = |low: u64, high: u64, unit: &str| format!("between {low} and {high} {unit}");
        checks.require(
            (10..=MAX_CPU_MILLIS).contains(&resources.cpu_millis),
            "resources.cpu_millis",
            || between(10, MAX_CPU_MILLIS.into(), "thousandths of a vCPU"),
        );
        checks.require(
            (16 << 20..=MAX_RESOURCE_BYTES).contains(&resources.memory_bytes),
            "resources.memory_bytes",
            || between(16 << 20, MAX_RESOURCE_BYTES, "bytes"),
        );
        checks.require(
            (1 << 20..=MAX_RESOURCE_BYTES).contains(&resources.disk_bytes),
            "resources.disk_bytes",
            || between(1 << 20, MAX_RESOURCE_BYTES, "bytes"),
        );
        checks.require(
            (4..=MAX_PIDS).contains(&resources.pids),
            "resources.pids",
            || between(4, MAX_PIDS.into(), "processes"),
        );
        checks.require(
            (1..=MAX_TIMEOUT_S).contains(&self.timeout_s),
            "timeout_s",
            || between(1, MAX_TIMEOUT_S.into(), "seconds"),
        );
        checks.require(self.retries <= MAX_RETRIES, "retries", || {
            format!("at most {MAX_RETRIES}")
        });
    }
}
