//! Journeys through the whole system: the real binary, PostgreSQL, the embedded store and Docker.
//!
//! They share the one `rgrid up` that the test bed started (`RGRID_TEST_HOME`); those that stop or
//! kill things start their own.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod journeys {
    mod after;
    mod apart;
    mod batch;
    mod batch_order;
    mod contact;
    mod crowd;
    mod demo;
    mod dependencies;
    mod disks;
    mod ends;
    mod errors;
    mod files;
    mod following;
    mod here;
    mod kinds;
    mod large;
    mod local;
    mod loopback;
    mod lost;
    mod loud;
    mod machine;
    mod quarantine;
    mod race;
    mod resume;
    mod reuse;
    mod runtimes;
    mod sandbox;
    mod single;
    mod streams;
    mod support;
    mod terminal;
    mod tries;
    mod tui;
    mod waits;
}
