//! What claims and renewals promise, on a real database.

mod claim;
mod race;
mod renew;
