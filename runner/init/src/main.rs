//! `rgrid-init`: see the library.

use std::{env, path::Path, process::ExitCode};

use rgrid_init::join;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    match words.next() {
        Some(word) if word == "--version" => ExitCode::SUCCESS,
        Some(word) if word == join::JOIN => join::Joining::heard(words).join(),
        Some(socket) => rgrid_init::live(Path::new(&socket)),
        None => rgrid_init::live(&Path::new(rgrid_init::FOLDER).join(rgrid_init::SOCKET)),
    }
}
