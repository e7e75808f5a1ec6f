//! What every sandbox has in common, whichever engine makes it: names and the sizes of its limits.

use rgrid_shared::spec::Resources;

/// Where the working directory is inside.
pub(super) const WORKDIR: &str = "/work";
/// What the machine is called inside.
pub(super) const HOSTNAME: &str = "rgrid";
/// Where a job without a home has it.
pub(super) const HOME: &str = "/tmp";
/// Open files of one process.
pub(super) const MAX_FILES: u64 = 4096;
/// A process of a job is ended for want of memory before one of the node.
pub(super) const OOM_SCORE_ADJ: i64 = 500;
/// Bytes of a tmpfs that covers a folder and holds nothing.
pub(super) const LID_BYTES: u64 = 4096;
/// Shared memory, in bytes; it counts as the job's memory.
const SHM_BYTES: u64 = 64 << 20;

/// The program that every sandbox starts with.
pub(super) fn init() -> String {
    format!("{}/{}", rgrid_init::FOLDER, rgrid_init::PROGRAM)
}

/// Bytes that fit in `/dev/shm`.
pub(super) fn shm_bytes(resources: &Resources) -> u64 {
    resources.memory_bytes.min(SHM_BYTES)
}

/// Bytes that fit in `/tmp`: half of the memory, which they count as.
pub(super) fn tmp_bytes(resources: &Resources) -> u64 {
    resources.memory_bytes.div_ceil(2)
}

/// The longest file, a little more than the quota, so that going over is seen as that.
pub(super) fn file_bytes(resources: &Resources) -> u64 {
    resources.disk_bytes.saturating_add(1 << 20)
}

/// The volumes of an image, which would be writable, less those that are mounted anyway.
pub(super) fn to_be_covered(volumes: &[String]) -> impl Iterator<Item = &String> {
    let covered = volumes.iter();
    covered.filter(|path| !matches!(path.as_str(), WORKDIR | "/tmp"))
}
