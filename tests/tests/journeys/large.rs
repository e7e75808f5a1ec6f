//! Large files (R-C5).

use super::support::{User, wait_for};

/// 200 MB in and out: streamed, so that nobody holds the file in memory.
#[test]
fn large_files_stream_through_every_part() {
    let user = User::new();
    user.write(
        "big.py",
        "import shutil; shutil.copyfile('in.bin', 'out.bin')",
    );
    let block: Vec<u8> = (0..1u32 << 18)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    user.write("in.bin", block.repeat(200));
    let mut child = user.spawn(&["run", "--timeout", "5m", "big.py", "in.bin"]);
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = wait_for("the job", 300, || {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0));
        child.try_wait().unwrap()
    });
    assert!(code.success());
    assert!(peak < 150 << 10, "the CLI held {peak} KiB");
    let (sent, back) = (
        std::fs::read(user.path("in.bin")),
        std::fs::read(user.path("out.bin")),
    );
    assert!(sent.unwrap() == back.unwrap(), "the bytes are the same");
}
