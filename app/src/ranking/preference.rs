use contract::ranking::Preference;
use leptos::prelude::*;

use crate::ui::prelude::*;

/// Whether one is seen on boards, and whether one sees them.
#[component]
pub(super) fn PreferenceForm(now: Preference, key: String) -> impl IntoView {
    view! {
        <Section title="You and boards" id="you-and-boards" lead="You can leave whenever you like. What you earn stays yours, and counts for your level.">
            <div class="max-w-xl">
                <Form key=key action_label="Save" look=Look::Quiet>
                    <CheckField
                        name="hide_me"
                        label="Hide me from boards"
                        checked=now.hide_me
                        hint="Others find you on no board and in no league."
                    />
                    <CheckField
                        name="hide_boards"
                        label="Do not show me boards"
                        checked=now.hide_boards
                        hint="They go from your navigation, and you are placed in no league."
                    />
                </Form>
            </div>
        </Section>
    }
}
