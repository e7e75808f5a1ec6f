//! Crowds: connections that never finish what they began, and followers that never read (R-O6).

mod followers;
mod half_open;
mod server;
