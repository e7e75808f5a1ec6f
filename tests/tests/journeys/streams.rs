//! Standard streams, byte for byte (R-L3).

use super::support::User;

#[test]
fn ten_megabytes_on_each_stream_arrive_whole_and_apart() {
    let user = User::new();
    user.write(
        "loud.py",
        "import sys, threading\n\
         def w(f, c):\n  for i in range(160): f.write(c * 65536)\n  f.flush()\n\
         a = threading.Thread(target=w, args=(sys.stdout.buffer, b'o'))\n\
         b = threading.Thread(target=w, args=(sys.stderr.buffer, b'e'))\n\
         a.start(); b.start(); a.join(); b.join()\n",
    );
    let ended = user.rgrid(&["run", "loud.py"]).exits(0);
    assert_eq!(ended.stdout.len(), 160 << 16);
    assert!(ended.stdout.bytes().all(|byte| byte == b'o'));
    assert_eq!(
        ended.stderr.bytes().filter(|&byte| byte == b'e').count() >> 16,
        160
    );
}

#[test]
fn standard_input_is_the_scripts() {
    let user = User::new();
    user.write(
        "upper.py",
        "import sys; sys.stdout.write(sys.stdin.read().upper())",
    );
    let ended = user
        .rgrid_with_stdin(&["run", "upper.py"], b"one\ntwo\n")
        .exits(0);
    assert_eq!(ended.stdout, "ONE\nTWO\n");
    let large = vec![b'x'; 3 << 20];
    user.write(
        "count.py",
        "import sys; print(len(sys.stdin.buffer.read()))",
    );
    assert_eq!(
        user.rgrid_with_stdin(&["run", "count.py"], &large)
            .exits(0)
            .stdout,
        "3145728\n"
    );
    assert_eq!(
        user.rgrid(&["run", "count.py"]).exits(0).stdout,
        "0\n",
        "and empty without one"
    );
}

/// Exit 0 with NUL and invalid UTF-8 in the output is a success, and the bytes are kept.
#[test]
fn bytes_that_are_no_text_are_kept() {
    let user = User::new();
    user.write(
        "bytes.py",
        "import sys; sys.stdout.buffer.write(bytes(range(256)))",
    );
    let output = user.command(&["run", "bytes.py"]).output().unwrap();
    assert_eq!(output.stdout, (0..=255).collect::<Vec<u8>>());
    assert!(output.status.success());
}

#[test]
fn lines_arrive_while_the_script_still_runs() {
    let user = User::new();
    // The script ends only when its answer was seen: a file cannot reach it, so it waits for its own clock.
    user.write(
        "slow.py",
        "import time\nprint('first', flush=True)\ntime.sleep(3)\nprint('second')\n",
    );
    let mut child = user.spawn(&["run", "slow.py"]);
    let mut first = [0u8; 6];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
    assert_eq!(&first, b"first\n");
    assert!(
        child.try_wait().unwrap().is_none(),
        "the job still runs when its first line is here"
    );
    let rest = child.wait_with_output().unwrap();
    assert_eq!(rest.stdout, b"second\n");
}

/// As of any other program; the job goes on.
#[test]
fn a_closed_pipe_is_quiet() {
    let user = User::new();
    user.write("many.py", "for i in range(100000): print(i)");
    let rgrid = super::support::binary();
    let line = format!(
        "'{}' run many.py | head -n 1; echo ${{PIPESTATUS[0]}} >&2",
        rgrid.display()
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &line])
        .current_dir(user.dir.path())
        .env("RGRID_HOME", &user.home)
        .output()
        .unwrap();
    assert_eq!(output.stdout, b"0\n");
    assert_eq!(output.stderr, b"141\n", "{output:?}");
}
