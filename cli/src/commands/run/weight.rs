//! Weight: more than a gigabyte is not sent by accident.

use std::path::PathBuf;

use clap::Args;

use crate::{
    exit::{Failure, Result, quote},
    plan::{Plan, batch::Item, files::LocalFile},
    table,
};

/// So many bytes are sent without a question.
const MOST: u64 = 1 << 30;
/// So many of the files are named.
const NAMED: usize = 5;

/// The flag that lets more go.
#[derive(Debug, Clone, Default, Args)]
pub struct WeightArgs {
    /// Send more than 1 GiB of files
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    pub large: bool,
}

impl WeightArgs {
    /// Refuses what is heavier than is usual, and names the heaviest of it.
    pub(super) fn refuse(&self, plan: &Plan, items: &[Item]) -> Result<()> {
        let all = items.iter().map(|item| &item.files).chain([&plan.files]);
        let files = all.flat_map(|files| files.0.values());
        let mut sizes: Vec<_> = files.filter_map(weighed).collect();
        let total = sizes
            .iter()
            .fold(0_u64, |sum, (size, _)| sum.saturating_add(*size));
        if self.large || total <= MOST {
            return Ok(());
        }
        sizes.sort_by(|a, b| b.cmp(a));
        let cwd = plan.places.cwd();
        let named = sizes.iter().take(NAMED).map(|(size, path)| {
            let shown = path.strip_prefix(cwd).unwrap_or(path);
            format!("{} ({})", quote(shown), table::size(*size))
        });
        let named = named.collect::<Vec<_>>().join(", ");
        Err(Failure::usage(format!(
            "{} would be sent, which is more than {}; the largest: {named}",
            table::size(total),
            table::amount(MOST)
        ))
        .hint("list what the script does not need in .rgridignore, one pattern a line")
        .hint("rgrid run --large …    sends all of it"))
    }
}

fn weighed(file: &LocalFile) -> Option<(u64, PathBuf)> {
    let path = file.local.as_ref()?;
    Some((path.metadata().ok()?.len(), path.clone()))
}
