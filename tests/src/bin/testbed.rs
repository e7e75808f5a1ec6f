//! `testbed [--durable] [--grid] -- COMMAND ARGUMENTS…`: runs a command with a PostgreSQL and an S3 store of its
//! own, and with an `rgrid up` when asked. A durable PostgreSQL waits for the disk, as in production.

use std::process::ExitCode;

use rgrid_tests::testbed::Options;

fn main() -> anyhow::Result<ExitCode> {
    let mut words: Vec<_> = std::env::args_os().skip(1).collect();
    let mut options = Options::default();
    while let Some(word) = words.first() {
        match word.to_str() {
            Some("--grid") => options.grid = true,
            Some("--durable") => options.durable = true,
            Some("--") => {
                words.remove(0);
                break;
            }
            _ => break,
        }
        words.remove(0);
    }
    tokio::runtime::Runtime::new()?.block_on(rgrid_tests::testbed::run(options, words))
}
