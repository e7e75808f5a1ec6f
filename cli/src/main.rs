//! The binary `rgrid`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    rgrid::main(&words)
}
