//! What is compared with what, and how.

use domain::reviews::SubmissionPage;
use leptos::prelude::*;

use super::look::{Layout, Look as Shown};
use crate::ui::prelude::*;

#[component]
pub fn Bar(
    page: SubmissionPage,
    look: Shown,
    /// The iteration that this reader saw before the latest.
    seen: Option<u32>,
) -> impl IntoView {
    let layouts = Layout::ALL
        .into_iter()
        .filter(|layout| look.from > 0 || *layout == Layout::Whole)
        .map(|layout| {
            let href = look.layout(layout).href();
            view! { <Tab href=href current=look.layout == layout>{layout.title()}</Tab> }
        })
        .collect_view();
    let options = |chosen: u32, zero: bool| {
        let nothing = zero.then(|| view! { <option value="0" selected=chosen == 0>"Nothing"</option> });
        let rest = page
            .iterations
            .iter()
            .map(|iteration| {
                let n = iteration.number;
                let title = if zero && seen == Some(n) && n < page.latest() {
                    format!("Iteration {n}, which you saw last")
                } else {
                    format!("Iteration {n}")
                };
                view! { <option value=n.to_string() selected=chosen == n>{title}</option> }
            })
            .collect_view();
        view! { {nothing} {rest} }
    };
    let latest = page.latest();
    let since = seen.filter(|seen| *seen < latest).map(|seen| {
        let current = (look.from, look.to) == (seen, latest);
        view! { <a class="btn btn-sm tf-since" href=look.between(seen, latest).href() aria-current=current.then_some("true")>"Since you last looked"</a> }
    });
    let compare = (page.iterations.len() > 1).then(|| {
        view! {
            <form method="get" class="tf-compare" data-auto-submit>
                <label>"From " <select class="select select-sm" name="from">{options(look.from, true)}</select></label>
                <label>"to " <select class="select select-sm" name="to">{options(look.to, false)}</select></label>
                <input type="hidden" name="view" value=look.layout.as_str() />
                {look.link.clone().map(|link| view! { <input type="hidden" name="link" value=link /> })}
                <Button submit=true size=Size::Small>"Compare"</Button>
            </form>
        }
    });
    let wrap = Shown { wrap: !look.wrap, ..look.clone() };
    let wrap_label = if look.wrap { "Do not wrap lines" } else { "Wrap long lines" };
    let tab = Shown {
        tab: match look.tab {
            2 => 4,
            4 => 8,
            _ => 2,
        },
        ..look.clone()
    };
    view! {
        <div class="tf-review-bar">
            <Tabs label="How the code is shown">{layouts}</Tabs>
            {since}
            {compare}
            <span class="tf-review-options">
                <a class="btn btn-ghost btn-sm" href=wrap.href()>{wrap_label}</a>
                <a class="btn btn-ghost btn-sm" href=tab.href()>{format!("Tabs: {}", look.tab)}</a>
            </span>
        </div>
    }
}
