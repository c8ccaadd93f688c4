//! Several lines of text, and code.

use leptos::prelude::*;

use super::frame::{Frame, Framed};

/// Several lines of text. It grows with what is typed, where the browser can.
#[component]
pub fn TextAreaField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional)] max_length: Option<u32>,
    #[prop(optional)] rows: Option<u32>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// Where one writes on when the page arrives.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    let text = inner(&field.value(value));
    view! {
        <Frame field=field.clone()>
            <textarea
                class="textarea"
                id=field.id.clone()
                name=field.name.clone()
                required=required
                maxlength=max_length
                rows=rows
                placeholder=placeholder
                autofocus=autofocus
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            >
                {text}
            </textarea>
        </Frame>
    }
}

/// Code: in the face of code, lines as long as they are, tabs as wide as four spaces.
#[component]
pub fn CodeField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(default = 12)] rows: u32,
    /// The label is for screen readers alone.
    #[prop(optional)]
    bare: bool,
    /// Which of several fields of this name, from 0.
    #[prop(optional)]
    nth: usize,
    /// Not needed, and does not say so: what it stands in makes that plain.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required).nth(nth).quiet(quiet);
    let text = inner(&field.value(value));
    view! {
        <Frame field=field.clone() bare=bare>
            <textarea
                class="textarea tf-code-field"
                id=field.id.clone()
                name=field.name.clone()
                required=required
                rows=rows
                wrap="off"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="none"
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            >
                {text}
            </textarea>
        </Frame>
    }
}

/// What stands inside the element. Leptos 0.8 writes children of a textarea as they are, so they are escaped here;
/// the parser drops the first newline, so one stands before the text and the text keeps its own.
fn inner(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{escaped}")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn rendered(value: &'static str) -> String {
        Owner::new().with(|| view! { <TextAreaField name="words" label="Words" value=value /> }.to_html())
    }

    #[test]
    fn what_was_typed_cannot_leave_the_textarea() {
        let html = rendered("</textarea><script>alert(1)</script>&lt;");
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;</textarea>"), "{html}");
    }

    #[test]
    fn code_that_repeats_keeps_its_own_text() {
        let html = Owner::new().with(|| {
            provide_context(crate::ui::Submitted {
                pairs: vec![("text".into(), "one".into()), ("text".into(), "\ttwo".into())],
                fields: vec![("text".into(), "Please fill this in.".into())],
                banner: None,
            });
            view! {
                <CodeField name="text" label="Code" nth=1 />
                <CodeField name="text" label="Code" nth=2 value="proposed" />
            }
            .to_html()
        });
        assert!(html.contains("id=\"field-text-1\"") && html.contains(">\n\ttwo</textarea>"), "{html}");
        assert!(html.contains(">\nproposed</textarea>"), "{html}");
        assert!(!html.contains("Please fill this in."), "said at the first of them: {html}");
    }

    #[test]
    fn a_first_newline_is_kept() {
        assert!(rendered("\nsecond line").contains(">\n\nsecond line</textarea>"));
    }
}
