//! Hostile jobs in real sandboxes of every engine: each scenario by its number in the table of abuse.

mod disk;
mod names;
mod output;
mod processes;
