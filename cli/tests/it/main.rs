//! The binary `rgrid` without a server: its words, its sentences, its exit codes.

#[cfg(test)]
mod batches;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod home;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod scene;
