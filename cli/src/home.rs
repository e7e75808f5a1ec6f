//! Home: bringing a job's files to where they belong, streamed, checked, several at a time.
//!
//! Owns where each artifact goes and that it lands whole or not at all. A path never leads out of its folder.

mod beneath;
mod fetch;
mod layout;

pub use fetch::{Fetcher, Got};
pub use layout::{Batch, Folder, Goes, Single};
