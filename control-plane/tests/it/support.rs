//! A control plane on a database of its own, and clients that speak to it as users do.

mod answer;
mod app;
mod client;
mod node;
mod s3;
mod specs;

pub(crate) use answer::Answer;
pub(crate) use app::TestApp;
pub(crate) use client::Client;
pub(crate) use node::{TestNode, report};
pub(crate) use s3::TestStore;
pub(crate) use specs::{batch, input, large_spec, spec};
