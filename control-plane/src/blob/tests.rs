//! Names, signatures and errors; what real stores answer is in `tests/store`.

mod urls;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rgrid_shared::digest::Digest;
use rgrid_shared::spec::Secret;

use super::sign::{Request, Signer};
use super::verify::digest;
use super::{BlobError, BlobKey, BlobStore};
use crate::config::S3Config;

const ACCOUNT: &str = "acc_01jd0000000000000000000000";

fn config() -> S3Config {
    S3Config::new(
        "http://127.0.0.1:9000",
        "AKIAIOSFODNN7EXAMPLE",
        Secret::new("hidden"),
    )
}

#[test]
fn a_key_is_built_from_an_account_and_a_digest_and_from_nothing_else() {
    let key = BlobKey::new(ACCOUNT, Digest::of(b"x")).unwrap();
    let hex = Digest::of(b"x").to_string();
    assert_eq!(key.as_str(), format!("{ACCOUNT}/{}/{hex}", &hex[..2]));
    for bad in [
        "",
        "..",
        "a/b",
        "/a",
        "A",
        "a b",
        "a\0",
        "é",
        &"x".repeat(65),
        "a\\b",
        "a.b",
    ] {
        let error = BlobKey::new(bad, Digest::of(b"x")).unwrap_err();
        assert!(matches!(error, BlobError::BadAccount(_)), "{bad:?}");
    }
}

/// The input of the documented example, with the bucket in the path.
#[test]
fn fixed_input_gets_one_signature_for_ever() {
    let mut config = S3Config::new(
        "https://s3.amazonaws.com",
        "AKIAIOSFODNN7EXAMPLE",
        Secret::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    );
    config.bucket = "examplebucket".to_owned();
    let when: DateTime<Utc> = "2013-05-24T00:00:00Z".parse().unwrap();
    let ttl = Duration::from_hours(24);
    let signer = Signer::new(&config).unwrap();
    let request = Request {
        method: "GET",
        key: "test.txt",
        headers: BTreeMap::new(),
        query: String::new(),
    };
    let url = signer.sign(&request, when, ttl);
    assert!(url.starts_with("https://s3.amazonaws.com/examplebucket/test.txt?X-Amz-Algorithm="));
    assert!(url.contains("X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2F"));
    insta::assert_snapshot!(url.split("X-Amz-Signature=").last().unwrap(), @"733255ef022bec3f2a8701cd61d4b371f3f28c9f193a1f02279211d48d5193d7");
}

#[test]
fn a_put_is_bound_to_its_length_and_hash() {
    let store = BlobStore::new(&config()).unwrap();
    let key = BlobKey::new(ACCOUNT, Digest::of(b"x")).unwrap();
    let put = store.presign_put(&key, 1, Duration::from_mins(15));
    assert!(
        put.url
            .contains("SignedHeaders=content-length%3Bhost%3Bx-amz-checksum-sha256&")
    );
    assert_eq!(put.headers["content-length"], "1");
    assert_eq!(
        put.headers["x-amz-checksum-sha256"],
        Digest::of(b"x").base64()
    );
}

#[test]
fn the_secret_is_never_shown() {
    let shown = format!("{:?}", BlobStore::new(&config()).unwrap());
    assert!(!shown.contains("hidden"), "{shown}");
}

#[test]
fn only_the_hash_of_a_whole_object_is_believed() {
    assert_eq!(digest(&Digest::of(b"x").base64()), Some(Digest::of(b"x")));
    assert_eq!(digest(&format!("{}-3", Digest::of(b"x").base64())), None);
    assert_eq!(digest("AAAA"), None);
}

#[test]
fn a_key_is_shown_as_the_store_knows_it() {
    let key = BlobKey::new(ACCOUNT, Digest::of(b"x")).unwrap();
    assert_eq!(key.to_string(), key.as_str());
    assert_eq!(format!("{key:?}"), key.as_str());
}
