//! Every refusal of the API has one shape, and the description says so: also what is refused before a handler is asked, because
//! the body is no JSON, or a path is nobody's.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

use super::ApiError;

const PROBLEM: &str = "application/problem+json";
/// More than any refusal says.
const LONGEST: usize = 16 << 10;

/// Why a request was refused.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it is described, and written by `ApiError`")]
pub struct Refusal {
    /// Always `about:blank`: what matters is in `code`.
    r#type: String,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// What happened, for programs.
    code: String,
    /// What happened, for people.
    detail: String,
    /// The member of the request that it is about.
    field: Option<String>,
    /// What stands meanwhile, where somebody was overtaken by somebody else.
    #[schema(value_type = Option<Object>)]
    stands: Option<serde_json::Value>,
}

/// Says in the API's way what was refused without a word of ours.
pub async fn in_one_shape(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let said = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !(status.is_client_error() || status.is_server_error()) || said == Some(PROBLEM) {
        return response;
    }
    let allowed = response.headers().get(header::ALLOW).cloned();
    let words = to_bytes(response.into_body(), LONGEST).await.unwrap_or_default();
    let words = String::from_utf8_lossy(&words).trim().to_owned();
    let mut refused = ApiError::unread(status, &words).into_response();
    if let Some(allowed) = allowed {
        refused.headers_mut().insert(header::ALLOW, allowed);
    }
    refused.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
    refused
}

/// The description, with what every operation may answer besides.
pub fn described(mut api: OpenApi) -> OpenApi {
    for item in api.paths.paths.values_mut() {
        operations(item).for_each(|operation| {
            let shape = ContentBuilder::new().schema(Some(Ref::from_schema_name("Refusal"))).build();
            let refusal = ResponseBuilder::new()
                .description("It was refused, and nothing was changed: what happened, and what to do")
                .content(PROBLEM, shape)
                .build();
            operation.responses.responses.insert("default".to_owned(), RefOr::T(refusal));
        });
    }
    api
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, options, head, patch, .. } = item;
    [get, put, post, delete, options, head, patch].into_iter().flatten()
}
