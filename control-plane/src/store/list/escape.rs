//! Keys that XML cannot hold, escaped for clients that ask for it.

use std::fmt::Write as _;

use s3s::dto::{CommonPrefix, EncodingType, Object};

/// How keys are written in a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// As they are.
    No,
    /// As in a URL.
    Url,
}

impl Escape {
    pub(super) fn asked_by(encoding: Option<&EncodingType>) -> Self {
        let url = encoding.is_some_and(|kind| kind.as_str() == EncodingType::URL);
        if url { Self::Url } else { Self::No }
    }

    pub(super) fn text(self, text: String) -> String {
        match self {
            Self::No => text,
            Self::Url => escaped(&text),
        }
    }

    pub(super) fn object(self, object: Object) -> Object {
        Object {
            key: object.key.map(|key| self.text(key)),
            ..object
        }
    }

    pub(super) fn prefix(self, prefix: String) -> CommonPrefix {
        CommonPrefix {
            prefix: Some(self.text(prefix)),
        }
    }
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
