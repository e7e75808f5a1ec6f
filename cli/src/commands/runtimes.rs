//! `rgrid runtimes`: the environments that have a name, their images, and the scripts that get them by themselves.

use clap::Args;
use rgrid_shared::runtime::Runtime;

use crate::{app::App, exit::Result, runtimes, table};

/// Flags of `rgrid runtimes`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "A node fetches an image when it is first needed.
A comment in the first lines of a script names its runtime:
  # rgrid: runtime=python3.12
The file .rgrid/runtimes.toml of a project, or of the user, adds some.
Any other image with a tag serves as well:
  rgrid run --image debian:12 script.sh")]
pub struct RuntimesArgs {}

/// Lists them.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(app: &App, _args: &RuntimesArgs) -> Result<()> {
    runtimes::usable()?;
    let all = runtimes::known().all();
    if app.printer.json {
        let all: Vec<_> = all.iter().map(document).collect();
        return app
            .printer
            .document(&serde_json::json!({ "runtimes": all }));
    }
    let rows = all.iter().map(|runtime| {
        let (name, image) = (runtime.name.clone(), runtime.image.clone());
        vec![name, image, chosen_for(runtime)]
    });
    let head = ["NAME", "IMAGE", "CHOSEN FOR"];
    table::print_fitting(&app.printer, &head, rows.collect(), &[])
}

/// What `--runtime` does.
pub(crate) fn flag_help() -> String {
    format!("Run in this runtime ({}) or image", names())
}

/// The names of all, for a sentence.
#[must_use]
pub fn names() -> String {
    let names: Vec<_> = runtimes::known()
        .all()
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    names.join(", ")
}

fn document(runtime: &Runtime) -> serde_json::Value {
    serde_json::json!({
        "name": runtime.name,
        "image": runtime.image,
        "built_in": runtimes::is_built_in(runtime),
        "extensions": runtime.extensions,
        "interpreters": runtime.interpreters,
    })
}

/// `*.py, #!python`.
fn chosen_for(runtime: &Runtime) -> String {
    let ends = runtime.extensions.iter().map(|end| format!("*.{end}"));
    let first = runtime.interpreters.iter().map(|word| format!("#!{word}"));
    ends.chain(first).collect::<Vec<_>>().join(", ")
}
