//! Ids: a UUIDv7 behind one type per noun, shown as `prefix_` and 26 Crockford base32 characters.
//!
//! The text form follows the `TypeID` specification 0.3: sortable by time, safe in URLs and file
//! names. Does not own key secrets (those are random, not ids).

mod base32;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The text is not an id of the expected noun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {noun} id; one looks like `{prefix}_01jd…`, {length} characters")]
pub struct ParseIdError {
    text: String,
    noun: &'static str,
    prefix: &'static str,
    length: usize,
}

macro_rules! ids {
    ($($name:ident $prefix:literal $noun:literal),+ $(,)?) => {$(
        #[doc = concat!("Names one ", $noun, ", shown as `", $prefix, "_…`.")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// The text before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Makes a new id from the current time.
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The 128 bits behind the text.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, base32::encode(self.0.as_u128()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(base32::decode)
                    .map(|bits| Self(Uuid::from_u128(bits)))
                    .ok_or_else(|| ParseIdError {
                        text: text.chars().take(64).collect(),
                        noun: $noun,
                        prefix: $prefix,
                        length: $prefix.len().saturating_add(1 + base32::LENGTH),
                    })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                text_schema(concat!($prefix, "_01jd7zq0vxe8rb3m2k5n6p7q8r"))
            }
        }

        impl utoipa::ToSchema for $name {}
    )+};
}

ids! {
    AccountId "acc" "account",
    KeyId "key" "API key",
    JobId "job" "job",
    BatchId "batch" "batch",
    AttemptId "att" "attempt",
    NodeId "node" "node",
    RequestId "req" "request",
}

/// An OpenAPI schema of a string with an example, for types whose wire form is text.
pub(crate) fn text_schema(example: &str) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .examples([serde_json::Value::from(example)])
        .into()
}
