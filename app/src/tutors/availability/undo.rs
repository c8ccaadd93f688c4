use chrono::TimeDelta;
use domain::tutors::Former;
use leptos::prelude::*;

use crate::{request::Request, time, ui::prelude::*};

/// The last change, as long as it is fresh, and the button that takes it back.
#[component]
pub(super) fn Undo(request: Request, former: Option<Former>, part: &'static str) -> impl IntoView {
    let now = request.ctx.now();
    let fresh = former.filter(|former| now - former.saved_at < TimeDelta::days(1));
    fresh.map(|former| {
        let ago = time::relative(former.saved_at, now).unwrap_or_default();
        view! {
            <form method="post" class="tf-undo">
                <input type="hidden" name="key" value=request.key() />
                <input type="hidden" name="action" value="undo" />
                <input type="hidden" name="number" value=former.number.to_string() />
                <input type="hidden" name="part" value=part />
                <p>{if ago == "now" { "Changed just now.".to_owned() } else { format!("Changed {ago}.") }}</p>
                <Button submit=true size=Size::Small>"Undo"<VisuallyHidden>" the last change"</VisuallyHidden></Button>
            </form>
        }
    })
}
