//! Who may ask: whoever signed the request, for exactly what was signed.

use hyper::header::HeaderName;
use s3s::access::{S3Access, S3AccessContext};
use s3s::{S3Result, s3_error};

/// Refuses requests without a signature, and presigned ones with instructions that nobody signed.
///
/// The holder of a presigned PUT could otherwise add `x-amz-copy-source` and turn it into a copy of any object.
pub(super) struct Guard;

/// Says how the body was hashed; it can only make the store stricter.
const HARMLESS: &str = "x-amz-content-sha256";

#[async_trait::async_trait]
impl S3Access for Guard {
    async fn check(&self, request: &mut S3AccessContext<'_>) -> S3Result<()> {
        if request.credentials().is_none() {
            return Err(s3_error!(AccessDenied, "Signature is required"));
        }
        let Some(signed) = presigned_headers(request.uri().query().unwrap_or_default()) else {
            return Ok(());
        };
        let unsigned = request
            .headers()
            .keys()
            .map(HeaderName::as_str)
            .find(|name| {
                name.starts_with("x-amz-") && *name != HARMLESS && !signed.iter().any(|s| s == name)
            });
        match unsigned {
            Some(name) => Err(s3_error!(
                AccessDenied,
                "the header {} was not signed",
                name
            )),
            None => Ok(()),
        }
    }
}

/// The signed headers of a presigned request; `None` for one that is signed in its own header.
pub(super) fn presigned_headers(query: &str) -> Option<Vec<String>> {
    let (_, list) = query
        .split('&')
        .filter_map(|word| word.split_once('='))
        .find(|(name, _)| *name == "X-Amz-SignedHeaders")?;
    let list = list.to_ascii_lowercase().replace("%3b", ";");
    Some(list.split(';').map(str::to_owned).collect())
}
