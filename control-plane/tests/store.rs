//! What an S3 store must do for us: one list of tests, run against the embedded store and against SeaweedFS alike.
//!
//! `make test` starts SeaweedFS (the test bed does); without it its half fails and says so.

#[cfg(test)]
mod store {
    mod answers;
    pub(crate) mod bed;
    mod blobs;
    mod child;
    mod conditions;
    mod embedded;
    mod ends;
    mod hostile;
    mod listing;
    mod multipart;
    mod objects;
    mod presigned;
    mod promises;
    mod ranges;
}
