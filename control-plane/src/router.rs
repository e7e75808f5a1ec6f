//! Every route of the API on one screen.

use axum::{Router, extract::DefaultBodyLimit, middleware};
use rgrid_shared::limits::{MAX_BATCH_BODY_BYTES, MAX_BODY_BYTES};
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

use crate::{app::AppState, http};

fn open_api_router() -> OpenApiRouter<AppState> {
    let large = DefaultBodyLimit::max(MAX_BATCH_BODY_BYTES);
    OpenApiRouter::with_openapi(http::openapi::document())
        .routes(routes!(http::health::alive))
        .routes(routes!(http::health::ready))
        .routes(routes!(http::openapi::get))
        .routes(routes!(http::account::get))
        .routes(routes!(http::events::events))
        .routes(routes!(http::keys::create::create))
        .routes(routes!(http::keys::list::list))
        .routes(routes!(http::keys::revoke::revoke))
        .routes(routes!(http::jobs::create::create))
        .routes(routes!(http::jobs::list::list))
        .routes(routes!(http::jobs::get::get))
        .routes(routes!(http::jobs::attempts::attempts))
        .routes(routes!(http::jobs::logs::logs))
        .routes(routes!(http::jobs::artifacts::artifacts))
        .routes(routes!(http::jobs::follow::follow))
        .routes(routes!(http::jobs::cancel::cancel))
        .routes(routes!(http::jobs::retry::retry))
        .routes(routes!(http::batches::create::create).layer(large))
        .routes(routes!(http::batches::list::list))
        .routes(routes!(http::batches::get::get))
        .routes(routes!(http::batches::follow::follow))
        .routes(routes!(http::batches::cancel::cancel))
        .routes(routes!(http::batches::retry::retry))
        .routes(routes!(http::submissions::get))
        .routes(routes!(http::blobs::uploads::uploads))
        .routes(routes!(http::blobs::commit::commit))
        .routes(routes!(http::nodes::list::list))
        .routes(routes!(http::nodes::enrol_tokens::create))
        .routes(routes!(http::nodes::enrol::enrol))
        .routes(routes!(http::nodes::connect::connect))
}

/// The whole API as one service.
pub fn router(state: AppState) -> Router {
    let body_timeout = state.config.http.body_timeout();
    let (routes, _) = open_api_router().split_for_parts();
    routes
        .fallback(http::fallback::no_route)
        .method_not_allowed_fallback(http::fallback::no_method)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(RequestBodyTimeoutLayer::new(body_timeout))
        .layer(middleware::from_fn(http::request::around))
        .with_state(state)
}

/// The OpenAPI document of every route.
#[must_use]
pub fn openapi() -> OpenApi {
    open_api_router().into_openapi()
}
