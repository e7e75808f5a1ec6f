//! `--dry-run`: what would be sent and run.

use std::path::Path;

use rgrid_shared::{path::RelPath, spec::JobSpec};

use super::estimate::Estimate;
use crate::{
    exit::{Result, quote},
    plan::{
        Plan,
        batch::Item,
        files::{FOLDER_MARK, Files},
    },
    printer::Printer,
    table,
};

/// Shows the plan; of a batch also its items.
pub(super) fn show(
    printer: &Printer,
    plan: &Plan,
    spec: &JobSpec,
    items: Option<&[Item]>,
    estimate: Option<Estimate>,
) -> Result<()> {
    if printer.json {
        let items: Option<Vec<_>> = items.map(|items| {
            items.iter().map(|item| serde_json::json!({ "name": item.name, "args": item.args, "folder": item.folder })).collect()
        });
        return printer
            .document(&serde_json::json!({ "spec": spec_without_secrets(spec), "items": items, "estimate": estimate }));
    }
    limits(printer, spec)?;
    if let Some(found) = &plan.dependencies {
        let (because, shown) = (&found.because, found.shown());
        printer.line(format_args!("install   {because}{shown}"))?;
    }
    let (mut count, mut bytes) = files(printer, plan, spec)?;
    for item in items.unwrap_or_default() {
        for file in item.files.0.values() {
            let meta = file.local.as_ref().and_then(|path| path.metadata().ok());
            count = count.saturating_add(1);
            bytes = bytes.saturating_add(meta.map_or(0, |meta| meta.len()));
        }
        let words: Vec<_> = item.args.iter().map(|word| quote(word.as_ref())).collect();
        let paths = item.files.0.keys();
        let moved = paths.filter_map(|path| sent_as(plan, &item.files, path));
        let moved: Vec<_> = moved.map(|from| format!("  ({from})")).collect();
        printer.line(format_args!(
            "item      {}  {}{}",
            item.folder,
            words.join(" "),
            moved.concat()
        ))?;
    }
    if let Some(estimate) = estimate {
        printer.line(format_args!("time      {estimate}"))?;
    }
    printer.line(format_args!(
        "nothing was sent; {}, {} would be",
        table::count(count, "file"),
        table::size(bytes)
    ))
}

fn limits(printer: &Printer, spec: &JobSpec) -> Result<()> {
    let words: Vec<_> = spec
        .command
        .iter()
        .chain(&spec.args)
        .map(|word| quote(word.as_ref()))
        .collect();
    let resources = &spec.resources;
    printer.line(format_args!("runtime   {}", spec.runtime))?;
    printer.line(format_args!("command   {}", words.join(" ")))?;
    printer.line(format_args!(
        "limits    {} CPU, {} memory, {} disk, {}, network {}",
        f64::from(resources.cpu_millis) / 1000.0,
        table::amount(resources.memory_bytes),
        table::amount(resources.disk_bytes),
        table::duration(u64::from(spec.timeout_s).saturating_mul(1_000)),
        if spec.network { "open" } else { "closed" },
    ))
}

/// Lists what would be sent; says how many files and bytes that is.
fn files(printer: &Printer, plan: &Plan, spec: &JobSpec) -> Result<(usize, u64)> {
    let (mut count, mut bytes) = (0_usize, 0_u64);
    for input in spec
        .inputs
        .iter()
        .filter(|input| input.path.file_name() != FOLDER_MARK)
    {
        let shown = sent_as(plan, &plan.files, &input.path);
        let shown = shown.unwrap_or_else(|| quote(input.path.as_ref()));
        printer.line(format_args!("send      {:>12}  {shown}", input.size))?;
        count = count.saturating_add(1);
        bytes = bytes.saturating_add(input.size);
    }
    Ok((count, bytes))
}

/// Where a file is here and where it stands there, if these are not the same.
fn sent_as(plan: &Plan, files: &Files, path: &RelPath) -> Option<String> {
    let local = files.0.get(path)?.local.as_ref()?;
    let here = local.strip_prefix(plan.places.cwd()).unwrap_or(local);
    let there = Path::new(path.as_str());
    (here != there).then(|| format!("{}  sent as {}", quote(here), quote(there)))
}

fn spec_without_secrets(spec: &JobSpec) -> JobSpec {
    let hidden = |name: &String| (name.clone(), rgrid_shared::spec::Secret::new("[secret]"));
    JobSpec {
        secrets: spec.secrets.keys().map(hidden).collect(),
        ..spec.clone()
    }
}
