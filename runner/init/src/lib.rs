//! The first process of every sandbox: it waits for its orders, runs one command and tells how it ended.
//!
//! Owns the words between a runner and a sandbox, and joins the control groups of one before it is made (`join`).
//! The runner links this for the words; the program is
//! built static (`runner/build.rs`), so that it starts in any image. Knows neither jobs nor engines.

mod children;
pub mod join;
mod life;
pub mod line;
pub mod orders;

pub use life::live;

/// Where the folder of the line to the runner is, inside of a sandbox.
pub const FOLDER: &str = "/.rgrid";
/// The program, in that folder; its name is what the first process is called.
pub const PROGRAM: &str = "rgrid-init";
/// The socket at which the runner waits, in that folder, until it is taken.
pub const SOCKET: &str = "orders";
