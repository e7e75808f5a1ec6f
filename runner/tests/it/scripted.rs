//! Scripts in place of containers: what connection, leases and reports do when things go wrong.

mod blobs;
mod bounds;
mod connection;
mod kept;
mod leases;
mod leaving;
mod rude;
mod stops;
mod swaps;
