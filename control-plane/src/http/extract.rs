//! What handlers take out of a request; each refusal is one sentence that names the field.

mod id;
mod json;
mod label;
mod params;

pub use id::Id;
pub(crate) use json::unread;
pub use json::{Body, parse};
pub use label::label;
pub use params::Params;
