//! The HTML document around every page.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};

use crate::{
    request::{Reply, Request},
    routes::App,
    script::Script,
};

pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_meta_context();
    provide_context(options.clone());
    let nonce = use_nonce();
    let nonce_text = nonce.as_ref().map(|nonce| nonce.as_inner().to_string()).unwrap_or_default();
    Reply::current().say(|head| head.nonce = Some(nonce_text));
    let request = Request::current().ok();
    let theme = request.as_ref().map(|r| r.theme.clone()).filter(|theme| theme != "system");
    let zone_unknown = request.as_ref().is_none_or(|r| !r.zone_known).then_some("");
    let cookies = request.as_ref().map(|r| r.setting.cookie_prefix()).filter(|prefix| !prefix.is_empty());
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme data-zone-unknown=zone_unknown data-cookies=cookies>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="preload" href="/fonts/source-sans-3.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous" />
                <HashedStylesheet id="style" options=options />
                <script src=Script::App.address() defer=true nonce=nonce></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
