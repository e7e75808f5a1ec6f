//! Real containers.

mod ends;
