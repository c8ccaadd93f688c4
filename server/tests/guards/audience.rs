//! Every address that the server answers has a row that says to whom it is open, and every row has an address.

use std::collections::BTreeSet;

use app::{
    request::Audience,
    routes::{App, posts},
};
use http::Method;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use server::router::audiences;

/// What is neither page nor form nor server function, for whoever runs the server.
const PLAIN: [&str; 11] = [
    "/cal/{file}",
    "/signin/with/{provider}",
    "/signin/back/{provider}",
    "/healthz",
    "/metrics",
    "/readyz",
    "/reviews/{id}/live",
    "/leaderboard/live",
    "/earned/live",
    "/badges/{slug}/{picture}",
    "/settings/data/exports/{id}",
];

/// What programs call with a token.
const PROGRAMS: [&str; 1] = ["/api/v1/submissions"];

/// What browsers tell by themselves.
const TOLD: [&str; 1] = ["/violations"];

/// What scripts of our pages ask for.
const ASKED: [&str; 1] = ["/signin/passkey/challenge"];

/// Forms without a page of their own.
const EVERYWHERE: [&str; 1] = [
    // The switch stands in the frame of all pages.
    "/theme",
];

/// Method and path.
type Address = (String, String);

#[tokio::test]
async fn every_address_has_one_row_and_every_row_an_address() {
    let rows = audiences();
    let table: BTreeSet<Address> = rows.iter().map(|(method, path, _)| address(method, path)).collect();
    assert_eq!(table.len(), rows.len(), "an address has two rows");
    let answered: BTreeSet<Address> = answered().collect();
    let open: Vec<_> = answered.difference(&table).collect();
    let idle: Vec<_> = table.difference(&answered).collect();
    assert!(open.is_empty() && idle.is_empty(), "without a row: {open:?}; without an address: {idle:?}");
}

#[test]
fn what_is_for_development_says_so_in_its_address() {
    for (_, path, audience) in audiences() {
        assert_eq!(path.starts_with("/dev/"), audience == Audience::Development, "{path} is open to {audience:?}");
    }
}

#[tokio::test]
async fn a_form_posts_to_the_address_of_its_page() {
    let pages: BTreeSet<String> = pages().collect();
    for post in posts() {
        assert!(pages.contains(post.path) != EVERYWHERE.contains(&post.path), "{} has no page", post.path);
    }
}

/// In another mode the content comes by script, and without JavaScript the page stays empty.
#[tokio::test]
async fn every_page_is_rendered_whole() {
    for page in generate_route_list(App) {
        assert_eq!(format!("{:?}", page.mode()), "Async", "{}", page.path());
    }
}

fn answered() -> impl Iterator<Item = Address> {
    let reads = pages().chain(PLAIN.map(str::to_owned)).map(|path| address(&Method::GET, &path));
    let forms = posts().into_iter().map(|post| address(&Method::POST, post.path));
    let programs = PROGRAMS.iter().map(|path| address(&Method::POST, path));
    let functions = server_fn_paths().map(|(path, method)| address(&method, path));
    let told = TOLD.iter().map(|path| address(&Method::POST, path));
    let asked = ASKED.iter().map(|path| address(&Method::POST, path));
    reads.chain(forms).chain(programs).chain(told).chain(asked).chain(functions)
}

fn pages() -> impl Iterator<Item = String> {
    generate_route_list(App).into_iter().map(|page| page.path().to_owned())
}

fn address(method: &Method, path: &str) -> Address {
    (method.to_string(), path.to_owned())
}
