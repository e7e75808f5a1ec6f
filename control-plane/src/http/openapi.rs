//! `GET /openapi.json`: the description of the API, made from its code.

use axum::Json;
use rgrid_shared::error::ErrorBody;
use utoipa::{
    OpenApi as _,
    openapi::{
        OpenApi,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "RGrid", description = "Runs your scripts somewhere else, unchanged."),
    components(schemas(ErrorBody)),
    security(("key" = []))
)]
struct Document;

/// The document without its paths.
pub(crate) fn document() -> OpenApi {
    let mut document = Document::openapi();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key: `rgk_…`."))
        .build();
    if let Some(components) = document.components.as_mut() {
        components.add_security_scheme("key", SecurityScheme::Http(bearer));
    }
    document
}

/// The description of this API.
#[utoipa::path(get, path = "/openapi.json", security(()), responses((status = 200, body = Object)))]
pub(crate) async fn get() -> Json<OpenApi> {
    Json(crate::router::openapi())
}
