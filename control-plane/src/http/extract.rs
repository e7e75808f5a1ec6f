//! What handlers take out of a request; each refusal is one sentence that names the field.

mod id;
mod json;
mod params;

pub use id::Id;
pub use json::{Body, parse};
pub use params::Params;
