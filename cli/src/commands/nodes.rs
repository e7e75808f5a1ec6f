//! `rgrid nodes`: the machines that run jobs, and how another becomes one.

use clap::{Args, Subcommand};
use rgrid_shared::wire::nodes::{Node, NodeState, Pool};

use crate::{
    app::App,
    exit::{Result, quote},
    table,
};

/// Flags of `rgrid nodes`.
#[derive(Debug, Clone, Args)]
pub struct NodesArgs {
    /// What to do; lists the nodes when nothing is said
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What to do with nodes.
#[derive(Debug, Clone, Subcommand)]
pub enum Verb {
    /// List the nodes, oldest first; WARM sandboxes wait ready, and of the jobs so many found one (HITS)
    List,
    /// Make a token with which one machine may become a node, once
    EnrolToken,
}

/// Lists the nodes or makes a token.
///
/// # Errors
/// As every call to the server.
pub fn run(app: &mut App, args: &NodesArgs) -> Result<()> {
    match args.verb {
        None | Some(Verb::List) => list(app),
        Some(Verb::EnrolToken) => enrol_token(app),
    }
}

fn list(app: &mut App) -> Result<()> {
    let client = app.client()?;
    let list = app.block_on(async { Ok(client.list_nodes().await?) })?;
    if app.printer.json {
        return app.printer.document(&list);
    }
    if list.nodes.is_empty() {
        app.printer.note("there is no node yet");
        app.printer
            .hint("rgrid up, or `rgrid nodes enrol-token` for another machine");
        return Ok(());
    }
    let rows: Vec<_> = list.nodes.iter().map(row).collect();
    let head = ["NODE", "STATE", "JOBS", "WARM", "HITS", "NAME", "VERSION"];
    table::print(&app.printer, &head, &rows)
}

fn row(node: &Node) -> Vec<String> {
    let state = match node.state {
        NodeState::Ready => "ready",
        NodeState::Failing => "failing",
        NodeState::Draining => "draining",
        NodeState::Away => "away",
    };
    let (warm, hits) = node.pool.as_ref().map_or_else(nothing, waiting);
    vec![
        node.id.to_string(),
        state.to_owned(),
        format!("{}/{}", node.running, node.slots),
        warm,
        hits,
        quote(node.name.as_ref()),
        table::plain(&node.version),
    ]
}

/// A node that keeps no sandboxes ready, or did not say.
fn nothing() -> (String, String) {
    ("-".to_owned(), "-".to_owned())
}

/// How many sandboxes wait, and which part of the jobs found one.
fn waiting(pool: &Pool) -> (String, String) {
    let warm: u64 = pool.warm.iter().map(|warm| u64::from(warm.count)).sum();
    let jobs = pool.hits.saturating_add(pool.misses);
    let share = pool.hits.saturating_mul(100).checked_div(jobs);
    let hits = share.map_or_else(|| "-".to_owned(), |share| format!("{share} %"));
    (warm.to_string(), hits)
}

fn enrol_token(app: &mut App) -> Result<()> {
    let client = app.client()?;
    let token = app.block_on(async { Ok(client.create_enrol_token().await?) })?;
    if app.printer.json {
        return app.printer.document(&token);
    }
    app.printer.line(token.token.reveal())?;
    app.printer.note(format_args!(
        "good for one machine until {}",
        token.expires_at.format("%F %T UTC")
    ));
    app.printer.hint(format_args!(
        "there: RGRID_RUNNER_ENROL_TOKEN=… rgrid runner --url {}",
        client.url()
    ));
    Ok(())
}
