//! `testbed [--grid] -- COMMAND ARGUMENTS…`: runs a command with a PostgreSQL and an S3 store of its own, and
//! with an `rgrid up` when asked.

use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    let mut words: Vec<_> = std::env::args_os().skip(1).collect();
    let with_grid = words.first().is_some_and(|word| word == "--grid");
    if with_grid {
        words.remove(0);
    }
    if words.first().is_some_and(|word| word == "--") {
        words.remove(0);
    }
    tokio::runtime::Runtime::new()?.block_on(rgrid_tests::testbed::run(with_grid, words))
}
