//! Within: a connection to somebody in this very process, who hears what would go to the control plane.

use tokio::sync::{mpsc, watch};
use tokio_tungstenite::tungstenite::Message;

use super::{Line, QUEUE, Session};

/// Both ends of such a connection; it stands for as long as this does.
#[derive(Debug)]
pub(crate) struct Within {
    /// Where things are said.
    pub(crate) line: Line,
    /// Where they are heard.
    pub(crate) said: mpsc::Receiver<Message>,
    _stands: watch::Sender<Option<Session>>,
}

impl Within {
    /// One that stands.
    pub(crate) fn new() -> Self {
        let (sender, said) = mpsc::channel(QUEUE);
        let (stands, seen) = watch::channel(Some(Session::new(sender)));
        Self {
            line: Line::new(seen),
            said,
            _stands: stands,
        }
    }
}
