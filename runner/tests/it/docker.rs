//! Real containers.

mod ends;
mod faults;
mod hardening;
mod large;
mod network;
mod outputs;
mod restart;
mod stops;
mod streams;
