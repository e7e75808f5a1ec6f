//! Real containers.

mod ends;
mod hardening;
mod large;
mod outputs;
mod restart;
mod stops;
mod streams;
