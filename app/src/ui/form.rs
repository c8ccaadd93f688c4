//! A form that posts to its page's own URL and survives a refusal.

use leptos::{context::Provider, prelude::*};

use super::{Banner, Button, Look, Size, Submitted, Tone};

/// Which form of the page a field stands in. The action is part of a field's `id`, so that two forms may have fields
/// of one name; a [`Form`] says which fields are optional, a filter does not, because all of its fields are.
#[derive(Clone, Default)]
pub(super) struct FormScope {
    action: String,
    says_optional: bool,
}

impl FormScope {
    fn here() -> Self {
        use_context().unwrap_or_default()
    }

    /// Whether labels say "(optional)".
    pub(super) fn says_optional() -> bool {
        Self::here().says_optional
    }

    /// The `id` of the field with this name.
    pub(super) fn id(name: &str) -> String {
        let Self { action, .. } = Self::here();
        if action.is_empty() { format!("field-{name}") } else { format!("field-{action}-{name}") }
    }
}

/// A form: what went wrong at the top, the fields, the button that says the verb, and beside it what will happen.
///
/// Works without script. A page with several forms gives each an `action`, which is sent along and decides whose
/// [`Submitted`] it is.
#[component]
pub fn Form(
    /// Idempotency key: a doubled submit with the same key is one effect.
    #[prop(into)]
    key: String,
    /// The verb on the button, such as "Request Tuesday 14:00". Without it the children bring their own.
    #[prop(optional, into)]
    action_label: String,
    /// Name of this form among several of one page.
    #[prop(optional, into)]
    action: String,
    /// For buttons that stand elsewhere on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// Another path to post to; as a rule it is the page's own.
    #[prop(optional, into)]
    to: String,
    /// It carries files.
    #[prop(optional)]
    files: bool,
    #[prop(default = Look::Primary)] look: Look,
    #[prop(optional)] size: Size,
    /// What pressing the button does, in a sentence.
    #[prop(optional, into)]
    consequence: String,
    /// A second button or link beside the first.
    #[prop(optional)]
    beside: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let submitted = use_context::<Submitted>().unwrap_or_default().for_action(&action);
    let scope = FormScope { action: action.clone(), says_optional: true };
    let foot = (!action_label.is_empty()).then(|| {
        view! {
            <div class="tf-form-foot">
                <Button look=look size=size submit=true>
                    {action_label}
                </Button>
                {beside}
                {(!consequence.is_empty()).then(|| view! { <p class="tf-consequence">{consequence}</p> })}
            </div>
        }
    });
    view! {
        <form
            id=id
            method="post"
            action=(!to.is_empty()).then_some(to)
            enctype=files.then_some("multipart/form-data")
            class="tf-form"
        >
            <input type="hidden" name="key" value=key />
            {(!action.is_empty()).then(|| view! { <input type="hidden" name="action" value=action /> })}
            <Provider value=scope>
                <Provider value=submitted>
                    <ErrorSummary />
                    {children.map(|children| children())}
                </Provider>
            </Provider>
            {foot}
        </form>
    }
}

/// What went wrong with the form, each line a link to its field. Takes the focus when the page arrives.
#[component]
fn ErrorSummary() -> impl IntoView {
    let Submitted { fields, banner, .. } = use_context().unwrap_or_default();
    if fields.is_empty() && banner.is_none() {
        return ().into_any();
    }
    let title = banner.unwrap_or_else(|| match fields.len() {
        1 => "One thing to put right:".to_owned(),
        several => format!("{several} things to put right:"),
    });
    let lines = fields
        .into_iter()
        .map(|(name, message)| {
            let target = format!("#{}", FormScope::id(&name));
            view! {
                <li>
                    <a href=target>{message}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div role="alert" tabindex="-1" autofocus data-error-summary>
            <Banner tone=Tone::Danger title=title>
                <ul>{lines}</ul>
            </Banner>
        </div>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::ui::{CheckField, PasswordField, TextField};

    /// A page with one form, after `submitted` was refused.
    fn page(action: &'static str, submitted: Submitted) -> String {
        Owner::new().with(|| {
            provide_context(submitted);
            view! {
                <Form key="k-1" action=action action_label="Save">
                    <TextField name="handle" label="Handle" value="proposed" hint="Letters." />
                    <PasswordField />
                    <CheckField name="mail" label="Mail" checked=true />
                </Form>
            }
            .to_html()
        })
    }

    fn refused(action: &str) -> Submitted {
        Submitted {
            pairs: vec![("action".into(), action.into()), ("handle".into(), "\"><b>".into())],
            fields: vec![("handle".into(), "Letters only.".into())],
            banner: None,
        }
    }

    #[test]
    fn a_fresh_form_shows_what_the_page_proposes() {
        let html = page("profile", Submitted::default());
        assert!(html.contains(r#"name="key" value="k-1""#), "{html}");
        assert!(html.contains(r#"value="proposed""#), "{html}");
        assert!(html.contains(" checked"), "{html}");
        assert!(!html.contains("aria-invalid") && !html.contains("role=\"alert\""), "{html}");
    }

    #[test]
    fn a_refused_form_keeps_the_words_and_says_what_is_wrong() {
        let html = page("profile", refused("profile"));
        assert!(html.contains(r#"value="&quot;&gt;&lt;b&gt;""#) || html.contains(r#"value="&quot;><b>""#), "{html}");
        assert!(html.contains(r##"href="#field-profile-handle""##), "{html}");
        assert!(html.contains(r#"id="field-profile-handle""#), "{html}");
        assert!(html.contains(r#"aria-describedby="field-profile-handle-hint field-profile-handle-error""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(!html.contains(" checked"), "an unticked box stays unticked: {html}");
    }

    #[test]
    fn the_refusal_of_another_form_of_the_page_is_not_ours() {
        let html = page("profile", refused("cancel"));
        assert!(html.contains(r#"value="proposed""#), "{html}");
        assert!(!html.contains("Letters only."), "{html}");
    }
}
