//! Scripts in place of containers: what connection, leases and reports do when things go wrong.

mod blobs;
mod bounds;
mod connection;
mod failing;
mod kept;
mod leases;
mod leaving;
mod pulling;
mod rude;
mod stops;
mod swaps;
mod uploads;
mod versions;
