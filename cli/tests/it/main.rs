//! The binary `rgrid` without a server: its words, its sentences, its exit codes.

#[cfg(test)]
mod batches;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod home;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod pipes;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod wire;
