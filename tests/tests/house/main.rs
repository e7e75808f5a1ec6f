//! The rules of the house, held by machinery: file length, module heads, who may know whom, licences.
//! It reads the tracked files and `cargo metadata`; it starts nothing and needs no database.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the helpers of a test fail by panicking, as the tests do"
)]

mod docs;
mod edges;
mod files;
mod graph;
mod licences;

mod scenarios;
mod seams;
mod size;
mod spdx;
mod style;
