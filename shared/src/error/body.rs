//! The one body of every error answer (`docs/ERRORS.md`).

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ErrorCode;
use crate::spec::FieldError;

/// `{"error": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// The error.
    pub error: ApiError,
}

/// An error as users and programs meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiError {
    /// What went wrong, for machines.
    pub code: ErrorCode,
    /// What happened, for people; a lower-case fragment.
    pub message: String,
    /// The next thing to type or to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// More, for machines: `fields` of a validation error, `balance_micros`, ….
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
    /// Which request it was, for a report.
    #[serde(default)]
    pub request_id: String,
}

impl ApiError {
    /// An error with a code and a message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
            details: serde_json::Value::Null,
            request_id: String::new(),
        }
    }

    /// The same with the next thing to type.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The error of a request whose fields break rules.
    #[must_use]
    pub fn invalid(fields: &[FieldError]) -> Self {
        let text: Vec<_> = fields
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect();
        let mut error = Self::new(ErrorCode::ValidationError, text.join("; "));
        error.details = serde_json::json!({ "fields": fields });
        error
    }

    /// The error for a thing that is not there, or is another account's.
    #[must_use]
    pub fn not_found(noun: &str, id: impl fmt::Display) -> Self {
        Self::new(
            ErrorCode::ResourceNotFound,
            format!("there is no {noun} {id}"),
        )
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}
