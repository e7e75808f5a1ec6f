//! Flags that say whether the result of an identical job will do.

use clap::Args;
use rgrid_shared::spec::Reuse;

use super::RunArgs;

/// Flags that say whether the result of an identical job will do.
#[derive(Debug, Clone, Default, Args)]
pub struct ReuseArgs {
    /// Take the result of an identical job that succeeded, if there is one: at once and for nothing
    #[arg(long, conflicts_with = "no_reuse")]
    pub reuse: bool,
    /// Run it, whatever succeeded before; of a batch all items
    #[arg(long, visible_alias = "force", env = "RGRID_FORCE", hide_env_values = true, value_parser = clap::builder::FalseyValueParser::new())]
    pub no_reuse: bool,
}

impl RunArgs {
    /// What becomes of the results of identical jobs. What reaches the internet, or was given secrets, may come out
    /// otherwise each time, so that takes a word.
    pub(super) fn reuses(&self) -> Reuse {
        let is_closed = !self.network && self.secret.is_empty() && self.secret_file.is_empty();
        let takes = self.reuse.reuse || (!self.batch.is_empty() && is_closed);
        if takes && !self.reuse.no_reuse {
            Reuse::Take
        } else {
            Reuse::Keep
        }
    }
}
