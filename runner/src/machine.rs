//! What this machine has.

/// Thousandths of a vCPU.
pub(crate) fn cpu_millis() -> u32 {
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u32::try_from(count).unwrap_or(1).saturating_mul(1_000)
}

/// Memory, in bytes.
pub(crate) fn memory_bytes() -> u64 {
    let info = rustix::system::sysinfo();
    info.totalram.saturating_mul(u64::from(info.mem_unit))
}
