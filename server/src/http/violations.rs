//! What browsers refused because of our content security policy: a page of ours that goes wrong, or somebody who tries.

use axum::{
    body::Bytes,
    routing::{MethodRouter, post},
};
use http::StatusCode;
use leptos::prelude::LeptosOptions;
use serde::Deserialize;

/// Where browsers tell of it.
pub const PATH: &str = "/violations";

/// Directives that are counted under their own name; whatever else somebody sends is one name.
const DIRECTIVES: [&str; 13] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "img-src",
    "object-src",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-attr",
    "style-src-elem",
];

/// As `report-uri` sends it (CSP level 2, section 4.4).
#[derive(Deserialize)]
struct Report {
    #[serde(rename = "csp-report")]
    report: Body,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Body {
    effective_directive: String,
}

/// Counts a report. Nothing of it is kept: it holds addresses of pages.
pub fn report() -> MethodRouter<LeptosOptions> {
    post(async |body: Bytes| {
        let Ok(Report { report }) = serde_json::from_slice(&body) else { return StatusCode::BAD_REQUEST };
        metrics::counter!("http_policy_violations_total", "directive" => known(&report.effective_directive))
            .increment(1);
        StatusCode::NO_CONTENT
    })
}

fn known(directive: &str) -> &'static str {
    DIRECTIVES.into_iter().find(|known| *known == directive).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_and_a_made_up_directive_is_no_name() {
        let text = r#"{"csp-report": {"document-uri": "https://a.example/", "effective-directive": "style-src-attr",
                       "violated-directive": "style-src-attr"}}"#;
        let Report { report } = serde_json::from_str(text).unwrap();
        assert_eq!(known(&report.effective_directive), "style-src-attr");
        assert_eq!(known("nonsense{}"), "other");
        assert!(serde_json::from_str::<Report>("[]").is_err());
    }
}
