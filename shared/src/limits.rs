//! The limits of every request, in one place; beyond them the answer is 413 or 422 with the field's name.

/// Longest name of one file or folder, in bytes.
pub const MAX_NAME_BYTES: usize = 255;
/// Longest path of an input or artifact, in bytes.
pub const MAX_PATH_BYTES: usize = 4096;
/// Most words of a command and its arguments together.
pub const MAX_ARGS: usize = 10_000;
/// Most bytes of a command and its arguments together.
pub const MAX_ARGS_BYTES: usize = 1 << 20;
/// Most environment variables, secrets included.
pub const MAX_ENV: usize = 1_000;
/// Most bytes of all names and values of the environment, secrets included.
pub const MAX_ENV_BYTES: usize = 256 << 10;
/// Most inputs of one job.
pub const MAX_INPUTS: usize = 10_000;
/// Most bytes of the paths of all inputs of one job.
pub const MAX_INPUT_NAMES_BYTES: usize = 2 << 20;
/// Most metadata entries of one job, patterns of its outputs, and labels that a list is asked for.
pub const MAX_METADATA: usize = 64;
/// Longest metadata key or value, in bytes.
pub const MAX_METADATA_BYTES: usize = 1_024;
/// Most jobs of one batch.
pub const MAX_BATCH_ITEMS: usize = 100_000;
/// Most inputs of all jobs of one batch together: each stands in its job's row.
pub const MAX_BATCH_INPUTS: usize = 1_000_000;
/// Most jobs of one batch that may run at the same time.
pub const MAX_PARALLEL: u32 = 10_000;
/// Largest blob that rides inside a request, in bytes.
pub const MAX_INLINE_BLOB_BYTES: usize = 64 << 10;
/// Most bytes of all blobs that ride inside one request.
pub const MAX_INLINE_BYTES: usize = 1 << 20;
/// Largest body of a single submission, in bytes: inline blobs in base64 and the spec around them.
pub const MAX_BODY_BYTES: usize = 8 << 20;
/// Largest body of a batch submission, in bytes.
pub const MAX_BATCH_BODY_BYTES: usize = 64 << 20;
/// Most bytes of the specs of all jobs of a batch together, what they share counted for each.
pub const MAX_BATCH_SPEC_BYTES: usize = 256 << 20;
/// Most blobs of one request or answer that names blobs; those of a large batch come by several.
pub const MAX_BLOBS_AT_ONCE: usize = 1_000;
/// Largest single blob, in bytes (one S3 PUT).
pub const MAX_BLOB_BYTES: u64 = 5 << 30;
/// Most files that one job may bring home.
pub const MAX_ARTIFACTS: usize = 100_000;
/// Most bytes of the paths of all files that one job may bring home, as JSON: `MAX_NODE_MESSAGE_BYTES` holds them.
pub const MAX_ARTIFACT_NAMES_BYTES: usize = 16 << 20;
/// Most artifacts of one answer; more come by pages.
pub const MAX_ARTIFACT_PAGE: u32 = 5_000;
/// Most artifacts of one message to a follower; it reads the rest by pages.
pub const MAX_FOLLOWED_ARTIFACTS: usize = 500;
/// Most log bytes kept of one attempt, both streams together.
pub const MAX_LOG_BYTES: u64 = 100 << 20;
/// Largest log chunk on the wire and in storage, in bytes.
pub const MAX_LOG_CHUNK_BYTES: usize = 256 << 10;
/// Most thousandths of a vCPU that a job may ask for.
pub const MAX_CPU_MILLIS: u32 = 256_000;
/// Most bytes of memory, and of disk, that a job may ask for.
pub const MAX_RESOURCE_BYTES: u64 = 4 << 40;
/// Most processes and threads that a job may ask for.
pub const MAX_PIDS: u32 = 32_768;
/// Longest timeout, in seconds: seven days.
pub const MAX_TIMEOUT_S: u32 = 7 * 24 * 3600;
/// Most retries of a failed job.
pub const MAX_RETRIES: u32 = 10;
/// Longest name of a key, node or profile, in bytes.
pub const MAX_LABEL_BYTES: usize = 100;
/// Longest idempotency key, in bytes.
pub const MAX_IDEMPOTENCY_KEY_BYTES: usize = 200;
/// Largest message between a runner and the control plane, in bytes, either way: a report of 100,000 files.
pub const MAX_NODE_MESSAGE_BYTES: usize = 32 << 20;
