//! What is signed, and the one form in which both sides write it down before they hash it.

use std::collections::BTreeMap;

/// What is signed.
pub(in crate::blob) struct Request<'a> {
    pub(in crate::blob) method: &'static str,
    pub(in crate::blob) key: &'a str,
    /// Headers that must be sent as they are; names in lower case.
    pub(in crate::blob) headers: BTreeMap<String, String>,
    /// More words of the query, each after a `&`, sorting behind the signature's own `X-Amz-…`.
    pub(in crate::blob) query: String,
}

/// A header's name and value.
pub(super) type Header<'a> = (&'a str, &'a str);

impl Request<'_> {
    /// The signed headers in the order of their names, the host among them.
    pub(super) fn headers_with<'b>(&'b self, host: &'b str) -> Vec<Header<'b>> {
        let own = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut all: Vec<Header<'b>> = own.chain([("host", host)]).collect();
        all.sort_unstable();
        all
    }

    /// The canonical request; the body is not part of it.
    pub(super) fn canonical(&self, path: &str, query: &str, headers: &[Header<'_>]) -> String {
        let mut text = format!("{}\n{path}\n{query}\n", self.method);
        for (name, value) in headers {
            text.extend([name, ":", value, "\n"]);
        }
        text.extend(["\n", &names(headers), "\nUNSIGNED-PAYLOAD"]);
        text
    }
}

/// The names of headers as a signature lists them.
pub(super) fn names(headers: &[Header<'_>]) -> String {
    headers
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(";")
}
