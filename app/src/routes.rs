//! The whole map of addresses on one screen: pages, forms, server functions, and to whom each is open.

use http::Method;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    accounts, admin, audit, bookings, dev, home, messages, ranking,
    request::{Audience, Handler, Row, form, form_up_to, not_found, page, sudo, sudo_page},
    reviews::{self, CODE_FORM_KIB},
    rights, search, tutors,
};

/// Every page.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=page(not_found)>
                <Route path=path!("/") view=page(home::home) ssr=SsrMode::Async />
                <Route path=path!("/signup") view=page(accounts::sign_up_page) ssr=SsrMode::Async />
                <Route path=path!("/signin") view=page(accounts::sign_in_page) ssr=SsrMode::Async />
                <Route path=path!("/signin/join") view=page(accounts::join_page) ssr=SsrMode::Async />
                <Route path=path!("/signin/failed") view=page(accounts::missed_page) ssr=SsrMode::Async />
                <Route path=path!("/signin/passkey") view=page(accounts::passkey_page) ssr=SsrMode::Async />
                <Route path=path!("/signin/second") view=page(accounts::second_page) ssr=SsrMode::Async />
                <Route path=path!("/signout") view=page(accounts::sign_out_page) ssr=SsrMode::Async />
                <Route path=path!("/verify") view=page(accounts::verify_page) ssr=SsrMode::Async />
                <Route path=path!("/reset") view=page(accounts::reset_page) ssr=SsrMode::Async />
                <Route path=path!("/sudo") view=page(sudo_page) ssr=SsrMode::Async />
                <Route path=path!("/settings") view=page(accounts::settings_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/profile") view=page(accounts::profile_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/security") view=page(accounts::security_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/security/providers") view=page(accounts::providers_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/security/factors") view=page(accounts::factors_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/tokens") view=page(accounts::tokens_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/calendar") view=page(bookings::calendar_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/sessions") view=page(accounts::sessions_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/activity") view=page(audit::activity_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/blocked") view=page(accounts::blocked_page) ssr=SsrMode::Async />
                <Route path=path!("/settings/data") view=page(rights::data_page) ssr=SsrMode::Async />
                <Route path=path!("/leaving") view=page(rights::leaving_page) ssr=SsrMode::Async />
                <Route path=path!("/users/:handle") view=page(accounts::person_page) ssr=SsrMode::Async />
                <Route path=path!("/tutors") view=page(tutors::search_page) ssr=SsrMode::Async />
                <Route path=path!("/tutors/:handle") view=page(tutors::tutor_page) ssr=SsrMode::Async />
                <Route path=path!("/tutors/:handle/book") view=page(bookings::book_page) ssr=SsrMode::Async />
                <Route path=path!("/tutors/:handle/series") view=page(bookings::series_page) ssr=SsrMode::Async />
                <Route path=path!("/searches") view=page(search::saved_page) ssr=SsrMode::Async />
                <Route path=path!("/searches/stop") view=page(search::stop_page) ssr=SsrMode::Async />
                <Route path=path!("/teach") view=page(tutors::teach_page) ssr=SsrMode::Async />
                <Route path=path!("/teach/offerings") view=page(tutors::offerings_page) ssr=SsrMode::Async />
                <Route path=path!("/teach/offerings/new") view=page(tutors::new_offering_page) ssr=SsrMode::Async />
                <Route path=path!("/teach/offerings/:id") view=page(tutors::offering_page) ssr=SsrMode::Async />
                <Route path=path!("/teach/groups") view=page(bookings::plan_page) ssr=SsrMode::Async />
                <Route path=path!("/groups") view=page(bookings::groups_page) ssr=SsrMode::Async />
                <Route path=path!("/groups/:id") view=page(bookings::group_page) ssr=SsrMode::Async />
                <Route path=path!("/teach/apply") view=page(tutors::apply_page) ssr=SsrMode::Async />
                <Route path=path!("/teach/availability") view=page(tutors::availability_page) ssr=SsrMode::Async />
                <Route path=path!("/favourites") view=page(tutors::favourites_page) ssr=SsrMode::Async />
                <Route path=path!("/messages") view=page(messages::list_page) ssr=SsrMode::Async />
                <Route path=path!("/messages/:handle") view=page(messages::conversation_page) ssr=SsrMode::Async />
                <Route path=path!("/bookings") view=page(bookings::my_bookings_page) ssr=SsrMode::Async />
                <Route path=path!("/bookings/:id") view=page(bookings::booking_page) ssr=SsrMode::Async />
                <Route path=path!("/bookings/:id/room") view=page(bookings::room_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews") view=page(reviews::browse_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/queue") view=page(reviews::queue_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/new") view=page(reviews::submit_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/rubrics") view=page(reviews::rubrics_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/rubrics/new") view=page(reviews::make_rubric_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/rubrics/:id") view=page(reviews::rubric_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/rubrics/:id/examples/new") view=page(reviews::add_example_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/rubrics/:id/examples/:n") view=page(reviews::example_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/:id") view=page(reviews::submission_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/:id/edit") view=page(reviews::edit_page) ssr=SsrMode::Async />
                <Route path=path!("/reviews/:id/iterate") view=page(reviews::iterate_page) ssr=SsrMode::Async />
                <Route path=path!("/leaderboard") view=page(ranking::leaderboard_page) ssr=SsrMode::Async />
                <Route path=path!("/users/:handle/xp") view=page(ranking::xp_page) ssr=SsrMode::Async />
                <Route path=path!("/badges") view=page(ranking::badges_page) ssr=SsrMode::Async />
                <Route path=path!("/badges/:slug") view=page(ranking::badge_page) ssr=SsrMode::Async />
                <Route path=path!("/levels") view=page(ranking::levels_page) ssr=SsrMode::Async />
                <Route path=path!("/how-xp-works") view=page(ranking::how_xp_works_page) ssr=SsrMode::Async />
                <Route path=path!("/admin") view=page(admin::overview_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/reports") view=page(messages::reports_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/sessions") view=page(admin::sessions_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/tutors") view=page(admin::tutors_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/tutors/:handle") view=page(admin::case_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/ranking") view=page(admin::ranking_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/ranking/badges") view=page(admin::written_badges_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/ranking/badges/new") view=page(admin::new_badge_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/ranking/badges/:slug") view=page(admin::written_badge_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/ranking/weights") view=page(admin::weights_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/people") view=page(admin::people_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/people/:handle") view=page(admin::known_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/permissions") view=page(admin::permissions_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/search") view=page(admin::search_page) ssr=SsrMode::Async />
                <Route path=path!("/admin/audit") view=page(audit::log_page) ssr=SsrMode::Async />
                <Route path=path!("/dev/ui") view=page(dev::gallery_page) ssr=SsrMode::Async />
                <Route path=path!("/dev/mailbox") view=page(dev::mailbox_page) ssr=SsrMode::Async />
                <Route path=path!("/dev/mailbox/:number") view=page(dev::mail_page) ssr=SsrMode::Async />
                <Route path=path!("/dev/clock") view=page(dev::clock_page) ssr=SsrMode::Async />
                <Route path=path!("/dev/break") view=page(dev::break_page) ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

/// To whom each page is open.
const PAGES: &[(&str, Audience)] = &[
    ("/", Audience::Anyone),
    ("/signup", Audience::Anyone),
    ("/signin", Audience::Anyone),
    // Whoever comes back from a provider is nobody yet.
    ("/signin/join", Audience::Anyone),
    ("/signin/failed", Audience::Anyone),
    // Whoever has taken the first step only is nobody yet.
    ("/signin/second", Audience::Anyone),
    ("/signin/passkey", Audience::Anyone),
    ("/signout", Audience::SignedIn),
    // A link of a mail opens for whoever has it.
    ("/verify", Audience::Anyone),
    ("/reset", Audience::Anyone),
    ("/sudo", Audience::SignedIn),
    ("/settings", Audience::SignedIn),
    ("/settings/profile", Audience::SignedIn),
    ("/settings/security", Audience::SignedIn),
    ("/settings/security/providers", Audience::SignedIn),
    ("/settings/security/factors", Audience::SignedIn),
    ("/settings/tokens", Audience::SignedIn),
    ("/settings/sessions", Audience::SignedIn),
    ("/settings/activity", Audience::SignedIn),
    ("/settings/calendar", Audience::SignedIn),
    ("/settings/blocked", Audience::SignedIn),
    ("/settings/data", Audience::SignedIn),
    ("/leaving", Audience::SignedIn),
    ("/users/{handle}", Audience::Anyone),
    ("/tutors", Audience::Anyone),
    ("/tutors/{handle}", Audience::Anyone),
    ("/tutors/{handle}/book", Audience::SignedIn),
    ("/tutors/{handle}/series", Audience::SignedIn),
    ("/searches", Audience::SignedIn),
    // A link of a mail opens for whoever has it.
    ("/searches/stop", Audience::Anyone),
    ("/teach", Audience::SignedIn),
    ("/teach/offerings", Audience::SignedIn),
    ("/teach/offerings/new", Audience::SignedIn),
    ("/teach/offerings/{id}", Audience::SignedIn),
    ("/teach/groups", Audience::SignedIn),
    ("/groups", Audience::Anyone),
    ("/groups/{id}", Audience::Anyone),
    ("/teach/apply", Audience::SignedIn),
    ("/teach/availability", Audience::SignedIn),
    ("/favourites", Audience::SignedIn),
    ("/messages", Audience::SignedIn),
    ("/messages/{handle}", Audience::SignedIn),
    ("/bookings", Audience::SignedIn),
    ("/bookings/{id}", Audience::SignedIn),
    ("/bookings/{id}/room", Audience::SignedIn),
    ("/reviews", Audience::Anyone),
    ("/reviews/queue", Audience::SignedIn),
    ("/reviews/new", Audience::SignedIn),
    ("/reviews/rubrics", Audience::Anyone),
    ("/reviews/rubrics/new", Audience::SignedIn),
    ("/reviews/rubrics/{id}", Audience::Anyone),
    ("/reviews/rubrics/{id}/examples/new", Audience::SignedIn),
    ("/reviews/rubrics/{id}/examples/{n}", Audience::Anyone),
    ("/reviews/{id}", Audience::Anyone),
    ("/reviews/{id}/edit", Audience::SignedIn),
    ("/reviews/{id}/iterate", Audience::SignedIn),
    ("/leaderboard", Audience::Anyone),
    ("/users/{handle}/xp", Audience::Anyone),
    ("/badges", Audience::Anyone),
    ("/badges/{slug}", Audience::Anyone),
    ("/levels", Audience::Anyone),
    ("/how-xp-works", Audience::Anyone),
    ("/admin", Audience::Moderator),
    ("/admin/reports", Audience::Moderator),
    ("/admin/sessions", Audience::Moderator),
    ("/admin/tutors", Audience::Moderator),
    ("/admin/tutors/{handle}", Audience::Moderator),
    ("/admin/ranking", Audience::Moderator),
    ("/admin/ranking/badges", Audience::Admin),
    ("/admin/ranking/badges/new", Audience::Admin),
    ("/admin/ranking/badges/{slug}", Audience::Admin),
    ("/admin/ranking/weights", Audience::Admin),
    ("/admin/people", Audience::Admin),
    ("/admin/people/{handle}", Audience::Admin),
    ("/admin/permissions", Audience::Admin),
    ("/admin/search", Audience::Admin),
    ("/admin/audit", Audience::Admin),
    ("/dev/ui", Audience::Development),
    ("/dev/mailbox", Audience::Development),
    ("/dev/mailbox/{number}", Audience::Development),
    ("/dev/clock", Audience::Development),
    ("/dev/break", Audience::Development),
];

/// Server functions, for islands alone.
const FUNCTIONS: &[(&str, Audience)] = &[("/fn/suggest", Audience::Anyone)];

/// A form beside its page.
pub struct Post {
    pub path: &'static str,
    pub audience: Audience,
    pub handler: Handler,
}

/// Every form.
pub fn posts() -> Vec<Post> {
    let post = |path, audience, handler| Post { path, audience, handler };
    vec![
        post("/signup", Audience::Anyone, form(accounts::sign_up)),
        post("/signin", Audience::Anyone, form(accounts::sign_in)),
        post("/signin/join", Audience::Anyone, form(accounts::join)),
        post("/signin/passkey", Audience::Anyone, form(accounts::sign_in_by_passkey)),
        post("/signin/second", Audience::Anyone, form(accounts::second_step)),
        post("/signout", Audience::SignedIn, form(accounts::sign_out)),
        post("/verify", Audience::Anyone, form(accounts::verify)),
        post("/reset", Audience::Anyone, form(accounts::reset)),
        post("/settings/profile", Audience::SignedIn, form(accounts::change_profile)),
        post("/settings/security", Audience::SignedIn, form(accounts::change_security)),
        post("/settings/security/providers", Audience::SignedIn, form(accounts::change_providers)),
        post("/settings/security/factors", Audience::SignedIn, form(accounts::change_factors)),
        post("/settings/tokens", Audience::SignedIn, form(accounts::change_tokens)),
        post("/settings/sessions", Audience::SignedIn, form(accounts::change_sessions)),
        post("/settings/calendar", Audience::SignedIn, form(bookings::change_calendar)),
        post("/settings/blocked", Audience::SignedIn, form(accounts::change_blocks)),
        post("/settings/data", Audience::SignedIn, form(rights::change_data)),
        post("/leaving", Audience::SignedIn, form(rights::stay)),
        post("/theme", Audience::Anyone, form(accounts::change_theme)),
        post("/tutors/{handle}/book", Audience::SignedIn, form(bookings::book)),
        post("/tutors/{handle}/series", Audience::SignedIn, form(bookings::book_series)),
        post("/favourites", Audience::SignedIn, form(tutors::change_favourites)),
        post("/messages/{handle}", Audience::SignedIn, form(messages::write)),
        post("/bookings/{id}", Audience::SignedIn, form(bookings::act)),
        post("/reviews/new", Audience::SignedIn, form_up_to(CODE_FORM_KIB, reviews::submit)),
        post("/reviews/rubrics/new", Audience::SignedIn, form(reviews::make_rubric)),
        post("/reviews/rubrics/{id}", Audience::SignedIn, form(reviews::act_on_rubric)),
        post("/reviews/rubrics/{id}/examples/new", Audience::SignedIn, form_up_to(CODE_FORM_KIB, reviews::add_example)),
        post("/reviews/rubrics/{id}/examples/{n}", Audience::SignedIn, form(reviews::act_on_example)),
        post("/reviews/{id}", Audience::SignedIn, form(reviews::act)),
        post("/reviews/{id}/edit", Audience::SignedIn, form_up_to(CODE_FORM_KIB, reviews::edit)),
        post("/reviews/{id}/iterate", Audience::SignedIn, form_up_to(CODE_FORM_KIB, reviews::iterate)),
        post("/leaderboard", Audience::SignedIn, form(ranking::choose)),
        post("/searches", Audience::SignedIn, form(search::change_saved)),
        post("/searches/stop", Audience::Anyone, form(search::stop)),
        post("/teach", Audience::SignedIn, form(tutors::teach)),
        post("/teach/offerings", Audience::SignedIn, form(tutors::change_offerings)),
        post("/teach/offerings/new", Audience::SignedIn, form(tutors::add_offering)),
        post("/teach/offerings/{id}", Audience::SignedIn, form(tutors::change_offering)),
        post("/teach/groups", Audience::SignedIn, form(bookings::plan_group)),
        post("/groups/{id}", Audience::SignedIn, form(bookings::act_on_group)),
        post("/teach/apply", Audience::SignedIn, form(tutors::apply)),
        post("/teach/availability", Audience::SignedIn, form(tutors::change_availability)),
        post("/users/{handle}/xp", Audience::SignedIn, form(ranking::saw_xp)),
        post("/badges", Audience::SignedIn, form(ranking::act_on_badges)),
        post("/sudo", Audience::SignedIn, form(sudo)),
        post("/admin/people/{handle}", Audience::Admin, form(admin::change_known)),
        post("/admin/reports", Audience::Moderator, form(messages::decide)),
        post("/admin/tutors/{handle}", Audience::Moderator, form(admin::answer_tutor)),
        post("/admin/sessions", Audience::Moderator, form(admin::settle)),
        post("/admin/permissions", Audience::Admin, form(admin::change_permissions)),
        post("/admin/ranking", Audience::Moderator, form(admin::decide)),
        post("/admin/ranking/badges/new", Audience::Admin, form(admin::make_badge)),
        post("/admin/ranking/badges/{slug}", Audience::Admin, form(admin::change_badge)),
        post("/admin/search", Audience::Admin, form(admin::rebuild_search)),
        post("/admin/ranking/weights", Audience::Admin, form(admin::change_weights)),
        post("/dev/clock", Audience::Development, form(dev::move_clock)),
        post("/dev/break", Audience::Development, form(dev::break_form)),
    ]
}

/// The audience table of everything above.
pub fn audiences() -> Vec<Row> {
    let pages = PAGES.iter().map(|(path, audience)| (Method::GET, (*path).to_owned(), *audience));
    let functions = FUNCTIONS.iter().map(|(path, audience)| (Method::POST, (*path).to_owned(), *audience));
    let forms = posts().into_iter().map(|post| (Method::POST, post.path.to_owned(), post.audience));
    pages.chain(functions).chain(forms).collect()
}
