//! Tail: the end of what an installer says, on its way into the log.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream::BoxStream};
use rgrid_shared::wire::logs::Stream;

/// So many bytes are kept.
const MOST: usize = 4 << 10;

/// The last bytes that came by.
#[derive(Debug, Clone, Default)]
pub(super) struct Tail(Arc<Mutex<VecDeque<u8>>>);

impl Tail {
    /// Listens to the output, all of which goes to standard error: standard output is the job's own.
    pub(super) fn listen(
        &self,
        output: BoxStream<'static, io::Result<(Stream, Bytes)>>,
    ) -> BoxStream<'static, io::Result<(Stream, Bytes)>> {
        let tail = self.clone();
        let heard = output.map(move |piece| {
            piece.map(|(_, bytes)| {
                tail.take(&bytes);
                (Stream::Stderr, bytes)
            })
        });
        heard.boxed()
    }

    fn take(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes);
        let over = kept.len().saturating_sub(MOST);
        kept.drain(..over);
    }

    /// The whole lines of it.
    pub(super) fn text(&self) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(kept.make_contiguous()).into_owned();
        let cut = kept.len() >= MOST;
        let whole = text.split_once('\n').filter(|_| cut);
        whole
            .map_or(text.as_str(), |(_, rest)| rest)
            .trim_end()
            .to_owned()
    }
}
