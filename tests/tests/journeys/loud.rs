//! Standard streams as a local run has them, at length (R-L3).

use std::{
    fs::{self, File},
    process::{Command, Stdio},
};

use super::support::User;

/// 50 MB of random bytes on each stream, by turns; the same each time it runs.
const LOUD: &str = "import random, sys
out, err = random.Random(7), random.Random(8)
for _ in range(50):
    sys.stdout.buffer.write(out.randbytes(1_000_000))
    sys.stderr.buffer.write(err.randbytes(1_000_000))
sys.stdout.flush()
";

fn into_files(user: &User, mut command: Command, names: [&str; 2]) {
    let [out, err] = names.map(|name| File::create(user.path(name)).unwrap());
    command.current_dir(user.dir.path());
    let status = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .status();
    assert!(status.unwrap().success(), "{names:?}");
}

#[test]
fn fifty_megabytes_of_random_bytes_on_each_stream_are_those_of_a_local_run() {
    let user = User::new();
    user.write("loud.py", LOUD);
    let mut here = Command::new("python3");
    here.arg("loud.py");
    into_files(&user, here, ["here.out", "here.err"]);
    let there = user.command(&["run", "loud.py"]);
    into_files(&user, there, ["there.out", "there.err"]);
    for stream in ["out", "err"] {
        let [here, there] =
            ["here", "there"].map(|side| fs::read(user.path(&format!("{side}.{stream}"))).unwrap());
        assert_eq!(here.len(), 50_000_000);
        // Not compared by `assert_eq`, which would show them.
        assert!(here == there, "{stream} is not the same");
    }
}
