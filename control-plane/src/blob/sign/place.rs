//! The address of the store, cut into what a signature needs.

use super::super::BlobError;

/// `https://host:port/path` in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Scheme and host.
    pub(super) origin: String,
    /// The `Host` header: without the port that the scheme implies, as clients send it.
    pub(super) host: String,
    /// What comes before the bucket: empty, or `/path`.
    pub(super) path: String,
}

impl Place {
    /// Cuts an endpoint.
    pub(super) fn of(endpoint: &str) -> Result<Self, BlobError> {
        let bad = || BlobError::BadEndpoint(endpoint.to_owned());
        let (scheme, rest) = endpoint.split_once("://").ok_or_else(bad)?;
        let implied = match scheme {
            "http" => ":80",
            "https" => ":443",
            _ => return Err(bad()),
        };
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority
            .strip_suffix(implied)
            .unwrap_or(authority)
            .to_ascii_lowercase();
        let path = path.trim_end_matches('/');
        if host.is_empty() || host.contains(['@', ' ', '?', '#']) || path.contains(['?', '#', '%'])
        {
            return Err(bad());
        }
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        Ok(Self {
            origin: format!("{scheme}://{host}"),
            host,
            path,
        })
    }
}
