//! The table of limits in `docs/API.md` is made from the constants.

use std::collections::BTreeMap;

use rgrid_control_plane::config::HttpConfig;
use rgrid_shared::limits;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/API.md");

/// The table, with the names of the constants for their values.
const TABLE: &str = "\
| what | limit | beyond it |
|---|---|---|
| body of a request; of a batch | MAX_BODY_BYTES; MAX_BATCH_BODY_BYTES | 413 `body` |
| blob inside a request; all of them | MAX_INLINE_BLOB_BYTES; MAX_INLINE_BYTES | 413 `inline[N]`, `inline` |
| one blob | MAX_BLOB_BYTES | 422 `spec.inputs[N].size` |
| blobs of a request that only names blobs | MAX_BLOBS_AT_ONCE | 422 `blobs` |
| name of a key or node | MAX_LABEL_BYTES | 422 `name` |
| `Idempotency-Key` | MAX_IDEMPOTENCY_KEY_BYTES | 422 `Idempotency-Key` |
| labels that a list is asked for | MAX_METADATA | 422 `metadata` |
| jobs of a batch; running at the same time | MAX_BATCH_ITEMS; MAX_PARALLEL | 422 `items`, `parallel` |
| name of an item | MAX_PATH_BYTES | 422 `items[N].name` |
| specs of all jobs of a batch; one of them | MAX_BATCH_SPEC_BYTES; MAX_BODY_BYTES | 422 `items`, `spec`, `items[N]` |
| inputs of a job; of all jobs of a batch | MAX_INPUTS; MAX_BATCH_INPUTS | 422 `spec.inputs`, `items` |
| name of a file or folder; its path | MAX_NAME_BYTES; MAX_PATH_BYTES | 422 `spec.inputs[N].path` |
| paths of all inputs of a job | MAX_INPUT_NAMES_BYTES | 422 `spec.inputs` |
| command and arguments | MAX_ARGS words, MAX_ARGS_BYTES | 422 `spec.command` |
| environment and secrets | MAX_ENV names, MAX_ENV_BYTES | 422 `spec.env` |
| metadata | MAX_METADATA entries, MAX_METADATA_BYTES each key and value | 422 `spec.metadata` |
| patterns of outputs | MAX_METADATA, MAX_PATH_BYTES each | 422 `spec.outputs` |
| vCPUs; memory, and disk; processes | MAX_CPU_MILLIS; MAX_RESOURCE_BYTES; MAX_PIDS | 422 `spec.resources` |
| timeout; retries | MAX_TIMEOUT_S; MAX_RETRIES | 422 `spec.timeout_s`, `spec.retries` |
| outputs of a job; their paths, as JSON | MAX_ARTIFACTS; MAX_ARTIFACT_NAMES_BYTES | the job fails with `disk_quota` and says so in its log |
| log of an attempt; one piece of it | MAX_LOG_BYTES; MAX_LOG_CHUNK_BYTES | cut, and marked as cut; more pieces |
| artifacts of one answer; of one message to a follower | MAX_ARTIFACT_PAGE; MAX_FOLLOWED_ARTIFACTS | `next`; `more` |
| specs of one page of a list | MAX_BODY_BYTES, and one job at least | `next` |
| message between a node and the server | MAX_NODE_MESSAGE_BYTES | the connection is closed |
| head of a request; pause within a body | HEAD_TIMEOUT; BODY_TIMEOUT | the connection is closed; 422 `body` |
";

/// The values of the constants by their names.
macro_rules! values {
    ($($name:ident)*) => {
        BTreeMap::from([$((stringify!($name), shown(stringify!($name), &limits::$name.to_string()))),*])
    };
}

fn values() -> BTreeMap<&'static str, String> {
    let mut values = values![
        MAX_ARGS MAX_ARGS_BYTES MAX_ARTIFACTS MAX_ARTIFACT_NAMES_BYTES MAX_ARTIFACT_PAGE MAX_BATCH_BODY_BYTES
        MAX_BATCH_INPUTS MAX_BATCH_ITEMS MAX_BATCH_SPEC_BYTES MAX_BLOBS_AT_ONCE MAX_BLOB_BYTES MAX_BODY_BYTES
        MAX_CPU_MILLIS MAX_ENV MAX_ENV_BYTES MAX_FOLLOWED_ARTIFACTS MAX_IDEMPOTENCY_KEY_BYTES
        MAX_INLINE_BLOB_BYTES MAX_INLINE_BYTES MAX_INPUTS MAX_INPUT_NAMES_BYTES MAX_LABEL_BYTES MAX_LOG_BYTES
        MAX_LOG_CHUNK_BYTES MAX_METADATA MAX_METADATA_BYTES MAX_NAME_BYTES MAX_NODE_MESSAGE_BYTES MAX_PARALLEL
        MAX_PATH_BYTES MAX_PIDS MAX_RESOURCE_BYTES MAX_RETRIES MAX_TIMEOUT_S
    ];
    let http = HttpConfig::default();
    let seconds = |time: std::time::Duration| format!("{} s", time.as_secs());
    values.insert("HEAD_TIMEOUT", seconds(http.header_timeout()));
    values.insert("BODY_TIMEOUT", seconds(http.body_timeout()));
    values
}

/// A value in the unit that its name says.
fn shown(name: &str, value: &str) -> String {
    let value: u64 = value.parse().unwrap();
    match name {
        "MAX_TIMEOUT_S" => format!("{} days", value / (24 * 3_600)),
        "MAX_CPU_MILLIS" => count(value / 1_000),
        _ if name.ends_with("_BYTES") => bytes(value),
        _ => count(value),
    }
}

/// With a comma for each thousand.
fn count(value: u64) -> String {
    let digits = value.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// From 64 KiB on in the largest unit of which it is a whole number.
fn bytes(value: u64) -> String {
    let units = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")];
    let whole = |(shift, _): &(u32, &str)| value >= 64 << 10 && value.is_multiple_of(1 << shift);
    match units.into_iter().find(whole) {
        Some((shift, unit)) => format!("{} {unit}", value >> shift),
        None => format!("{} bytes", count(value)),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|letter: char| !letter.is_ascii_uppercase() && letter != '_')
}

/// `UPDATE_DOCS=1 cargo nextest run the_table_of_limits` writes it; nobody does by hand.
#[test]
fn the_table_of_limits_is_made_from_the_constants() {
    let kept = std::fs::read_to_string(PAGE).unwrap();
    let (before, _) = kept
        .split_once("| what | limit |")
        .expect("a table of limits");
    let values = values();
    let mut wanted = before.to_owned();
    for word in words(TABLE) {
        let name = word.trim_end_matches(|letter: char| !letter.is_ascii_uppercase());
        let value = values.get(name).map(|value| word.replace(name, value));
        assert!(value.is_some() || !name.starts_with("MAX_"), "{name}");
        wanted.push_str(value.as_deref().unwrap_or(word));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, &wanted).unwrap();
    }
    let kept = std::fs::read_to_string(PAGE).unwrap();
    assert_eq!(
        kept, wanted,
        "UPDATE_DOCS=1 cargo nextest run the_table_of_limits"
    );
}

/// A new limit does not pass until it stands in the table.
#[test]
fn every_limit_stands_in_the_table() {
    let limits = include_str!("../../../../shared/src/limits.rs");
    let names = limits
        .lines()
        .filter_map(|line| line.strip_prefix("pub const "));
    let names: Vec<_> = names.filter_map(|line| line.split(':').next()).collect();
    assert!(names.len() > 30, "{names:?}");
    let in_table =
        |name: &&str| words(TABLE).any(|word| word.trim_end_matches([' ', ';', ',']) == *name);
    let absent: Vec<_> = names.into_iter().filter(|name| !in_table(name)).collect();
    assert_eq!(absent, Vec::<&str>::new());
}
