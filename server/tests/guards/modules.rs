//! Which module of the domain may name which: the table of docs/architecture.md.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, name, places, rust};

const DOMAIN: &str = "crates/domain/src/";

struct Module {
    name: &'static str,
    calls: &'static [&'static str],
    /// Of these it may name the events, and nothing else.
    hears: &'static [&'static str],
}

const MODULES: [Module; 10] = [
    Module { name: "audit", calls: &[], hears: &[] },
    Module { name: "accounts", calls: &["audit"], hears: &[] },
    Module { name: "tutors", calls: &["accounts", "audit"], hears: &["bookings"] },
    Module { name: "bookings", calls: &["accounts", "audit", "tutors"], hears: &[] },
    Module { name: "messages", calls: &["accounts", "audit"], hears: &[] },
    Module { name: "reviews", calls: &["accounts", "audit"], hears: &[] },
    Module { name: "ranking", calls: &["accounts", "audit"], hears: &["bookings", "reviews", "rights"] },
    Module {
        name: "search",
        calls: &["accounts", "audit", "bookings"],
        hears: &["accounts", "bookings", "rights", "tutors"],
    },
    Module {
        name: "notifications",
        calls: &["accounts"],
        hears: &["accounts", "bookings", "messages", "reviews", "rights", "search", "tutors"],
    },
    Module {
        name: "rights",
        calls: &[
            "accounts",
            "audit",
            "bookings",
            "messages",
            "notifications",
            "ranking",
            "reviews",
            "search",
            "tutors",
        ],
        hears: &[],
    },
];

/// Single things that a module names beyond the table: who, what, why.
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

/// Shared ground is used by all, so what it names of a module is named by all: file, what, why.
const GROUND: [(&str, &str, &str); 23] = [
    ("ctx.rs", "accounts::Breached", "the list of stolen passwords is opened once for the whole process"),
    ("ctx.rs", "accounts::Hasher", "passwords are hashed in a pool that the whole process shares"),
    ("ctx.rs", "tutors::application", "whether one has to apply is said once for the whole process"),
    ("events.rs", "accounts::Event", "all events are one type"),
    ("events.rs", "tutors::Event", "all events are one type"),
    ("events.rs", "bookings::Event", "all events are one type"),
    ("events.rs", "bookings::GroupEvent", "all events are one type"),
    ("events.rs", "messages::Event", "all events are one type"),
    ("events.rs", "reviews::Event", "all events are one type"),
    ("events.rs", "search::Event", "all events are one type"),
    ("events.rs", "rights::Event", "all events are one type"),
    ("outbox.rs", "tutors::reactions", "hands an event to those who listen"),
    ("outbox.rs", "search::reactions", "hands an event to those who listen"),
    ("outbox.rs", "ranking::reactions", "hands an event to those who listen"),
    ("outbox.rs", "notifications::reactions", "hands an event to those who listen"),
    ("platform.rs", "accounts::sessions", "prunes what has ended"),
    ("platform.rs", "accounts::prune_handles", "forgets what leads nowhere any more"),
    ("platform.rs", "accounts::codes", "prunes what has run out"),
    ("platform.rs", "accounts::devices", "prunes what is forgotten"),
    ("platform.rs", "accounts::factors", "prunes second steps that nobody took"),
    ("platform.rs", "accounts::passkeys", "prunes what no device answered"),
    ("platform.rs", "accounts::providers", "prunes ways that nobody came back from"),
    ("platform.rs", "search::prune", "prunes what people were told of"),
];

/// Folders that are not modules: why they stand outside the table.
const OUTSIDE: [(&str, &str); 3] = [
    ("ports", "the traits of the outside world: shared ground"),
    ("when", "how times are worded for people: shared ground"),
    ("demo", "fills an empty database in bulk, writing into the tables of others; no other module names it"),
];

#[test]
fn modules_name_each_other_only_along_the_table() {
    let sources = rust(DOMAIN);
    let mut used = BTreeSet::new();
    let mut broken = Vec::new();
    for source in &sources {
        let from = owner(source);
        if from == "demo" {
            continue;
        }
        for (to, item) in references(source) {
            let named = format!("{to}::{item}");
            if from == to || is_allowed(from, &to, &item) {
                continue;
            }
            match exceptions().find(|(who, what, _)| *who == from && *what == named) {
                Some(exception) => _ = used.insert(exception),
                None => broken.push(format!("{} names {named}", source.path)),
            }
        }
    }
    assert!(broken.is_empty(), "not in the table of modules:\n{}", broken.join("\n"));
    let unused: Vec<_> = exceptions().filter(|exception| !used.contains(exception)).collect();
    assert!(unused.is_empty(), "no longer needed: {unused:?}");
}

#[test]
fn every_folder_of_the_domain_has_its_row() {
    let folders: BTreeSet<String> = rust(DOMAIN)
        .iter()
        .filter_map(|source| Some(source.path.strip_prefix(DOMAIN)?.split_once('/')?.0.to_owned()))
        .collect();
    let rows = MODULES.iter().map(|module| module.name).chain(OUTSIDE.iter().map(|(folder, _)| *folder));
    assert_eq!(folders, rows.map(str::to_owned).collect());
}

#[test]
fn calls_make_no_circle() {
    let mut calls: BTreeMap<_, _> = MODULES.iter().map(|module| (module.name, module.calls)).collect();
    // Whoever calls nobody that is left is no part of a circle.
    while let Some(end) = calls.keys().copied().find(|name| calls[name].iter().all(|to| !calls.contains_key(to))) {
        calls.remove(end);
    }
    assert!(calls.is_empty(), "a circle: {calls:?}");
}

#[test]
fn paths_are_read_as_the_compiler_does() {
    let code = "
        use crate::{Ctx, accounts::{self, parse_zone, model::{A, B}}, bookings, search as found};
        fn f() { bookings::book(); crate::tutors::reactions::react(); x::bookings::no(); accounts::user::<u8>() }";
    let source = Source { path: format!("{DOMAIN}x.rs"), code: code.into(), strings: Vec::new() };
    let found: Vec<String> = references(&source).into_iter().map(|(to, item)| format!("{to}::{item}")).collect();
    let expected = [
        "accounts::model",
        "accounts::parse_zone",
        "accounts::user",
        "bookings::book",
        "search::as",
        "tutors::reactions",
    ];
    assert_eq!(found, expected);
}

fn exceptions() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    EXCEPTIONS.into_iter().chain(GROUND)
}

fn is_allowed(from: &str, to: &str, item: &str) -> bool {
    let Some(module) = MODULES.iter().find(|module| module.name == from) else { return false };
    module.calls.contains(&to) || (item.ends_with("Event") && module.hears.contains(&to))
}

/// The module or the file of shared ground that a source belongs to.
fn owner(source: &Source) -> &str {
    source.path[DOMAIN.len()..].split('/').next().unwrap()
}

/// What a source names of the modules, as module and item.
fn references(source: &Source) -> BTreeSet<(String, String)> {
    no_way_around(source);
    let code = &source.code;
    let mut paths = Vec::new();
    for at in places(code, "crate::") {
        expand(&code[at + "crate::".len()..], &[], &mut paths);
    }
    let (whole, parts): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| path.len() == 1 || path.get(1) == Some(&"self"));
    let mut found: BTreeSet<_> = parts.iter().map(|path| (path[0].to_owned(), path[1].to_owned())).collect();
    for path in whole.iter().filter(|path| is_module(path[0])) {
        let start = format!("{}::", path[0]);
        for at in places(code, &start) {
            let mut items = Vec::new();
            expand(&code[at + start.len()..], &[], &mut items);
            let items = items.iter().filter(|item| item[0] != "self");
            found.extend(items.map(|item| (path[0].to_owned(), item[0].to_owned())));
        }
    }
    found.retain(|(to, _)| is_module(to));
    found
}

fn is_module(name: &str) -> bool {
    name == "demo" || MODULES.iter().any(|module| module.name == name)
}

/// Up to the root by `super` and down again would not be seen.
fn no_way_around(source: &Source) {
    let inside = source.path[DOMAIN.len()..].trim_end_matches(".rs").trim_end_matches("/mod");
    let root = "super::".repeat(inside.split('/').count());
    assert!(!source.code.contains(&root), "{} leaves its module by super: begin with crate", source.path);
}

/// Writes out the tree at the beginning of `tree`, one path for each leaf, and returns what follows it.
fn expand<'a>(tree: &'a str, before: &[&'a str], found: &mut Vec<Vec<&'a str>>) -> &'a str {
    let tree = tree.trim_start();
    if let Some(inner) = tree.strip_prefix('{') {
        let mut rest = inner.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            let after = expand(rest, before, found).trim_start();
            let after = after.strip_prefix(',').unwrap_or(after).trim_start();
            rest = if after.len() < rest.len() { after } else { &rest[1..] };
        }
        return rest.get(1..).unwrap_or_default();
    }
    let (word, rest) = tree.split_at(name(tree).len());
    let path = [before, &[word]].concat();
    if let Some(rest) = rest.strip_prefix("::").filter(|rest| !rest.starts_with('<')) {
        return expand(rest, &path, found);
    }
    let Some(alias) = rest.strip_prefix(" as ") else {
        found.push(path);
        return rest;
    };
    // What it is called from here on cannot be followed: it is named whole.
    found.push([path.as_slice(), &["as"]].concat());
    &alias[name(alias).len()..]
}
