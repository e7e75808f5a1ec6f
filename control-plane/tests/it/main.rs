//! The API from outside: one binary, a module per noun of `http/`.

mod server;
mod support;
