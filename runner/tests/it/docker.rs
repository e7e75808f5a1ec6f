//! Real containers.

mod ends;
mod hardening;
mod large;
mod network;
mod outputs;
mod restart;
mod stops;
mod streams;
