//! What an interrupt does to who watches: the flag of `run` and `attach`.

use clap::Args;

use crate::attach::signals::OnInterrupt;

/// What an interrupt does.
#[derive(Debug, Clone, Default, Args)]
pub struct WatchArgs {
    /// What Ctrl-C or SIGTERM does while it runs [default: detach on a terminal, where a second Ctrl-C cancels;
    /// cancel elsewhere]
    #[arg(
        long,
        value_name = "WHAT",
        value_enum,
        env = "RGRID_ON_INTERRUPT",
        hide_env_values = true
    )]
    pub on_interrupt: Option<OnInterrupt>,
}
