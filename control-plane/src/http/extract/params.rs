//! The parameters after `?`.

use std::{fmt, str::FromStr};

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};

use crate::http::error::Error;

/// The parameters after `?`, taken one by one so that none is silently ignored.
pub struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(pairs) = query.map_err(|error| Error::field("query", error.body_text()))?;
        Ok(Self(pairs))
    }
}

impl Params {
    /// Takes the parameter `name`, if it is given.
    ///
    /// # Errors
    /// A validation error that names the parameter, when its value is none.
    pub fn take<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Result<Option<T>, Error> {
        let Some(at) = self.0.iter().position(|(key, _)| key == name) else {
            return Ok(None);
        };
        let (_, value) = self.0.remove(at);
        let parsed = value.parse();
        parsed
            .map(Some)
            .map_err(|error: T::Err| Error::field(name, error.to_string()))
    }

    /// Takes the number `name`, which must be 1 to `most`; `default` when it is not given.
    ///
    /// # Errors
    /// A validation error that names the parameter and the range.
    pub fn take_limit(&mut self, name: &str, default: u32, most: u32) -> Result<u32, Error> {
        let limit = self.take::<u32>(name)?.unwrap_or(default);
        if (1..=most).contains(&limit) {
            return Ok(limit);
        }
        Err(Error::field(name, format!("must be 1 to {most}")))
    }

    /// Takes every parameter that begins with `prefix`, without the prefix.
    pub fn take_prefixed(&mut self, prefix: &str) -> Vec<(String, String)> {
        let strip = |(key, value): &(String, String)| {
            Some((key.strip_prefix(prefix)?.to_owned(), value.clone()))
        };
        let taken = self.0.iter().filter_map(strip).collect();
        self.0.retain(|(key, _)| !key.starts_with(prefix));
        taken
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A validation error when a parameter was given that nobody took, or one twice.
    pub fn finish(self) -> Result<(), Error> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some((name, _)) => {
                let name: String = name.chars().take(64).collect();
                Err(Error::field(
                    name,
                    "is not a parameter of this route, or is given twice",
                ))
            }
        }
    }
}
