//! What programs call with a token of their owner: `/api/v1`. A cookie counts for nothing here. Refusals are problems in JSON
//! (RFC 9457) that say what to do.

use app::{
    request::{Failure, RequestId, Sent, answer, log_as, whole},
    reviews::CODE_FORM_KIB,
};
use axum::{
    Extension, Json,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use contract::{
    AppError, CommandKey, FieldError, Pairs, Problem, SubmissionId,
    reviews::{Level, NewFile, SaveDraft, Step, Urgency, Visibility},
};
use domain::{
    Ctx,
    accounts::{self, Scope, User},
    reviews::{self, Saved},
};
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::LeptosOptions;
use serde::{Deserialize, Serialize};

/// The most that is sent at once.
pub const LIMIT_KIB: usize = CODE_FORM_KIB;

/// `POST /api/v1/submissions`: code becomes a draft of the token's owner, or is published at once.
pub fn submit() -> MethodRouter<LeptosOptions> {
    post(async |Extension(ctx): Extension<Ctx>, Extension(RequestId(id)): Extension<RequestId>, request: Request| {
        let (parts, body) = request.into_parts();
        match accept(&ctx, &parts, body).await {
            Ok(created) => created.into_response(),
            Err(failure) => problem(&answer(failure, &id)),
        }
    })
}

/// What is not there, in the same words.
pub async fn nothing() -> Response {
    problem(&AppError::NotFound)
}

async fn accept(ctx: &Ctx, parts: &Parts, body: Body) -> Result<Created, Failure> {
    // First of all: nobody else's megabytes are read.
    let user = owner(ctx, parts).await?;
    let sent = read(&parts.headers, body).await?;
    let form = SaveDraft::decode(&sent.pairs, sent.files)?;
    if sent.publish {
        user.must_be_verified(ctx.now()).map_err(AppError::from)?;
    }
    let Saved { id, left_out } = reviews::save_draft(ctx, &user, form).await?;
    let secrets = if sent.publish { reviews::possible_secrets(ctx, &user, id).await? } else { Vec::new() };
    let published = sent.publish && secrets.is_empty();
    if published {
        reviews::publish(ctx, &user, id, Step { key: CommandKey(ctx.id()), note: String::new() }).await?;
    }
    let secrets = secrets.into_iter().map(|secret| format!("{}:{}: {}", secret.path, secret.line, secret.what));
    Ok(Created { id, url: format!("{}/reviews/{id}", ctx.public_url), published, left_out, secrets: secrets.collect() })
}

/// Whose token the request brings.
async fn owner(ctx: &Ctx, parts: &Parts) -> Result<User, Failure> {
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, token) = header.split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(AppError::SignedOut.into());
    }
    let found = accounts::person_of_token(ctx, token.trim()).await?;
    let Some((user, Scope::Submit)) = found else { return Err(AppError::SignedOut.into()) };
    log_as(&parts.extensions, user.id);
    Ok(user)
}

/// A submission as it was sent, in whichever way.
struct Submitted {
    pairs: Pairs,
    files: Vec<NewFile>,
    publish: bool,
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Submitted, AppError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut submitted = if kind.to_ascii_lowercase().starts_with("application/json") {
        read_json(&whole(body, LIMIT_KIB).await?)?
    } else {
        let Sent { mut pairs, uploads } = Sent::read(headers, body, LIMIT_KIB).await?;
        // In a form of a page, being there is enough; here somebody may write out that it is not meant.
        pairs.retain(|(name, value)| !["anonymous", "second_opinion"].contains(&name.as_str()) || is_yes(value));
        let publish = pairs.iter().any(|(name, value)| name == "publish" && is_yes(value));
        let files = uploads.into_iter().map(|upload| NewFile { path: upload.name, bytes: upload.bytes }).collect();
        Submitted { pairs, files, publish }
    };
    let usual = [("urgency", Urgency::Whenever.as_str()), ("visibility", Visibility::Public.as_str())];
    for (name, value) in usual {
        if !submitted.pairs.iter().any(|(sent, _)| sent == name) {
            submitted.pairs.push((name.to_owned(), value.to_owned()));
        }
    }
    if let Some(key) = headers.get("idempotency-key").and_then(|key| key.to_str().ok()) {
        submitted.pairs.push(("key".to_owned(), key.to_owned()));
    }
    Ok(submitted)
}

fn is_yes(value: &str) -> bool {
    matches!(value.trim(), "true" | "1" | "on" | "yes")
}

/// The same fields as of the form. Whether they hold what they should is found out where the form is read.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wanted {
    title: String,
    ask: String,
    language: Option<String>,
    level: String,
    urgency: Option<String>,
    visibility: Option<String>,
    anonymous: bool,
    second_opinion: bool,
    questions: Vec<String>,
    files: Vec<WantedFile>,
    publish: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedFile {
    path: String,
    text: String,
}

fn read_json(bytes: &[u8]) -> Result<Submitted, AppError> {
    let wrong = |because: String| AppError::field("body", Problem::NotThisJson { because });
    // A list would be taken for the fields in their order.
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
    let wanted: Wanted = serde_json::from_value(object.into()).map_err(|error| wrong(error.to_string()))?;
    let single = [
        ("title", Some(wanted.title)),
        ("ask", Some(wanted.ask)),
        ("level", Some(wanted.level)),
        ("language", wanted.language),
        ("urgency", wanted.urgency),
        ("visibility", wanted.visibility),
        ("anonymous", wanted.anonymous.then(|| "on".to_owned())),
        ("second_opinion", wanted.second_opinion.then(|| "on".to_owned())),
    ];
    let single = single.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let questions = wanted.questions.into_iter().map(|question| ("question", question));
    Ok(Submitted {
        pairs: single.chain(questions).map(|(name, value)| (name.to_owned(), value)).collect(),
        files: wanted
            .files
            .into_iter()
            .map(|file| NewFile { path: file.path, bytes: file.text.into_bytes() })
            .collect(),
        publish: wanted.publish,
    })
}

#[derive(Serialize)]
struct Created {
    id: SubmissionId,
    /// Where people look at it.
    url: String,
    published: bool,
    /// What was sent and is not kept, by name.
    left_out: Vec<String>,
    /// What looks like a password or a key. Then it is a draft still, whatever was asked.
    secrets: Vec<String>,
}

impl IntoResponse for Created {
    fn into_response(self) -> Response {
        let location = HeaderValue::from_str(&self.url).ok();
        let mut response = (StatusCode::CREATED, Json(self)).into_response();
        if let Some(location) = location {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

#[derive(Serialize)]
struct Told {
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<ToldField>,
}

#[derive(Serialize)]
struct ToldField {
    field: String,
    problem: String,
}

fn problem(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let told = Told {
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        detail: detail(error),
        fields: fields(error),
    };
    let mut response = (status, Json(told)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if *error == AppError::SignedOut {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What to do about it, for somebody at a terminal.
fn detail(error: &AppError) -> String {
    match error {
        AppError::SignedOut => {
            "Send a token that is valid: Authorization: Bearer tft_…. You make one in your settings, under access tokens.".into()
        }
        AppError::NotFound => "There is nothing here. Submissions are sent to /api/v1/submissions.".into(),
        AppError::Invalid { fields } => {
            let each = fields.iter().map(|error| format!("{}: {}", shown(&error.field), in_words(error)));
            each.collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

fn fields(error: &AppError) -> Vec<ToldField> {
    let AppError::Invalid { fields } = error else { return Vec::new() };
    fields.iter().map(|error| ToldField { field: shown(&error.field).to_owned(), problem: in_words(error) }).collect()
}

/// A page shows what there is to choose from; here it is said.
fn in_words(error: &FieldError) -> String {
    fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> String {
        all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ")
    }
    let choices = match (error.field.as_str(), &error.problem) {
        ("level", Problem::NotAChoice) => names(Level::ALL, Level::as_str),
        ("urgency", Problem::NotAChoice) => names(Urgency::ALL, Urgency::as_str),
        ("visibility", Problem::NotAChoice) => names(Visibility::ALL, Visibility::as_str),
        _ => return error.problem.to_string(),
    };
    format!("Please choose one of {choices}.")
}

/// Fields of the page's form have other names here.
fn shown(field: &str) -> &str {
    match field {
        "text" | "upload" => "files",
        "question" => "questions",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_becomes_the_pairs_of_the_form() {
        let json =
            br#"{"title": "A queue", "ask": "Why?", "level": "beginner", "questions": ["A?", "B?"], "anonymous": true,
                        "files": [{"path": "a.rs", "text": "fn a() {}\n"}], "publish": true}"#;
        let submitted = read_json(json).unwrap();
        let pairs = [
            ("title", "A queue"),
            ("ask", "Why?"),
            ("level", "beginner"),
            ("anonymous", "on"),
            ("question", "A?"),
            ("question", "B?"),
        ];
        assert_eq!(submitted.pairs, pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(submitted.files, [NewFile { path: "a.rs".into(), bytes: b"fn a() {}\n".to_vec() }]);
        assert!(submitted.publish);
    }

    #[test]
    fn json_that_is_not_understood_is_told_where() {
        for bad in ["", "[]", "{\"titel\": \"x\"}", "{\"title\": 1}", "{\"files\": [{\"path\": \"a\"}]}"] {
            let Err(AppError::Invalid { fields }) = read_json(bad.as_bytes()) else { panic!("must be refused: {bad}") };
            assert_eq!(fields[0].field, "body");
        }
    }
}
