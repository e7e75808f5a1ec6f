//! Signed URLs: AWS Signature Version 4 in the query string
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>).
//!
//! Done here rather than by the S3 client, because a batch asks for thousands at once: the day's key is derived
//! once, and a URL then costs two hashes.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use aws_sigv4::sign::v4::calculate_signature;
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use rgrid_shared::wire::blobs::SignedUrl;
use sha2::{Digest, Sha256};

use super::{BlobError, BlobKey};
use crate::config::S3Config;

mod day;
mod escape;
mod place;
mod request;

use day::DayKeys;
use escape::{disposition, escaped};
use place::Place;
pub(super) use request::Request;
use request::names;

/// Signatures live at most this long.
const LONGEST: Duration = Duration::from_hours(7 * 24);

/// Signs URLs for one bucket. Clones share the day's key.
#[derive(Clone)]
pub(super) struct Signer {
    place: Place,
    bucket: String,
    region: String,
    access_key: String,
    keys: DayKeys,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({}/{})", self.place.origin, self.bucket)
    }
}

impl Signer {
    /// A signer for the address that clients use.
    pub(super) fn new(config: &S3Config) -> Result<Self, BlobError> {
        Ok(Self {
            place: Place::of(config.public_endpoint.as_ref().unwrap_or(&config.endpoint))?,
            bucket: config.bucket.clone(),
            region: config.region.clone(),
            access_key: config.access_key.clone(),
            keys: DayKeys::new(config),
        })
    }

    /// A PUT of exactly these bytes: their length and hash are part of what is signed.
    pub(super) fn put(&self, key: &BlobKey, size: u64, ttl: Duration) -> SignedUrl {
        let headers = BTreeMap::from([
            ("content-length".to_owned(), size.to_string()),
            ("x-amz-checksum-sha256".to_owned(), key.digest().base64()),
        ]);
        let request = Request {
            method: "PUT",
            key: key.as_str(),
            headers,
            query: String::new(),
        };
        let url = self.sign(&request, Utc::now(), ttl);
        SignedUrl {
            url,
            headers: request.headers,
        }
    }

    /// A GET, with the name under which to save it.
    pub(super) fn get(&self, key: &BlobKey, filename: Option<&str>, ttl: Duration) -> SignedUrl {
        let query = filename.map_or_else(String::new, |name| {
            format!(
                "&response-content-disposition={}",
                escaped(&disposition(name), false)
            )
        });
        let headers = BTreeMap::new();
        let request = Request {
            method: "GET",
            key: key.as_str(),
            headers,
            query,
        };
        let url = self.sign(&request, Utc::now(), ttl);
        SignedUrl {
            url,
            headers: request.headers,
        }
    }

    /// The URL of a request, good from `now` for `ttl`.
    pub(super) fn sign(&self, request: &Request<'_>, now: DateTime<Utc>, ttl: Duration) -> String {
        let (day, stamp) = (
            now.format("%Y%m%d").to_string(),
            now.format("%Y%m%dT%H%M%SZ"),
        );
        let scope = format!("{day}/{}/s3/aws4_request", self.region);
        let path = format!(
            "{}/{}/{}",
            self.place.path,
            self.bucket,
            escaped(request.key, true)
        );
        let headers = request.headers_with(&self.place.host);
        let query = format!(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={}&X-Amz-Date={stamp}\
             &X-Amz-Expires={}&X-Amz-SignedHeaders={}{}",
            escaped(&format!("{}/{scope}", self.access_key), false),
            ttl.clamp(Duration::from_secs(1), LONGEST).as_secs(),
            escaped(&names(&headers), false),
            request.query,
        );
        let canonical = request.canonical(&path, &query, &headers);
        let hash = HEXLOWER.encode(&Sha256::digest(canonical));
        let text = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hash}");
        let signature = calculate_signature(self.keys.of(day, now.into()), text.as_bytes());
        format!(
            "{}{path}?{query}&X-Amz-Signature={signature}",
            self.place.origin
        )
    }
}
