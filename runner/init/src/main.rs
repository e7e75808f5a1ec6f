//! `rgrid-init`: see the library.

use std::{env, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    match words.next() {
        Some(word) if word == "--version" => ExitCode::SUCCESS,
        Some(socket) => rgrid_init::live(Path::new(&socket)),
        None => rgrid_init::live(&Path::new(rgrid_init::FOLDER).join(rgrid_init::SOCKET)),
    }
}
