//! `rgrid runtimes`: the built-in environments, their images, and the scripts that get them by themselves.

use clap::Args;
use rgrid_shared::runtime::{self, Runtime};

use crate::{app::App, exit::Result, table};

/// Flags of `rgrid runtimes`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "A node fetches an image when it is first needed.
A comment in the first lines of a script names its runtime:
  # rgrid: runtime=python3.12
Any other image with a tag serves as well:
  rgrid run --image debian:12 script.sh")]
pub struct RuntimesArgs {}

/// Lists them.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(app: &App, _args: &RuntimesArgs) -> Result<()> {
    let all = runtime::catalogue();
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
    let names: Vec<_> = runtime::catalogue()
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    names.join(", ")
}

fn document(runtime: &Runtime) -> serde_json::Value {
    serde_json::json!({
        "name": runtime.name,
        "image": runtime.image,
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
