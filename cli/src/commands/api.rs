//! `rgrid api`: any route of the server, for what no other command does.

use std::{fs, io::Read as _, path::Path};

use clap::Args;
use rgrid_shared::client::Method;

use crate::{
    app::App,
    exit::{Failure, Result},
};

/// Flags of `rgrid api`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:
  rgrid api GET '/v1/jobs?state=failed&limit=5'
  rgrid api POST /v1/batches/BATCH/retry --data '{\"all\": true}'
  rgrid api GET /openapi.json    lists all routes",
    after_help = "The answer is printed as it came. An error ends as that of every other command."
)]
pub struct ApiArgs {
    /// GET, POST or DELETE
    #[arg(value_parser = method)]
    pub method: Method,
    /// The path, with its query
    pub path: String,
    /// The body: JSON, @FILE, or - for standard input; of a POST `{}` when not given
    #[arg(long, value_name = "BODY")]
    pub data: Option<String>,
}

fn method(text: &str) -> Result<Method, String> {
    match text.to_uppercase().as_str() {
        "GET" => Ok(Method::GET),
        "POST" => Ok(Method::POST),
        "DELETE" => Ok(Method::DELETE),
        _ => Err("say GET, POST or DELETE".to_owned()),
    }
}

/// Asks, and prints the answer.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &ApiArgs) -> Result<()> {
    if !args.path.starts_with('/') {
        return Err(Failure::usage("a path begins with /").hint("rgrid api GET /v1/account"));
    }
    let body = match (&args.data, &args.method) {
        (Some(data), _) => Some(read(data)?),
        (None, method) if *method == Method::POST => Some(b"{}".to_vec()),
        (None, _) => None,
    };
    let client = app.client()?;
    let asked = client.raw(args.method.clone(), &args.path, body.map(Into::into));
    let answer = app.block_on(async { Ok(asked.await?) })?;
    let text = String::from_utf8_lossy(&answer);
    if text.is_empty() {
        return Ok(());
    }
    app.printer.line(text.trim_end_matches('\n'))
}

/// The body that is meant.
fn read(data: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if data == "-" {
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Failure::local(format!("cannot read standard input: {error}")))?;
        return Ok(bytes);
    }
    let Some(path) = data.strip_prefix('@').map(Path::new) else {
        return Ok(data.as_bytes().to_vec());
    };
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}
