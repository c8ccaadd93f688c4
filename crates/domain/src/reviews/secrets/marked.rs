//! Secrets that are known by how they look.

use super::placeholder::is_placeholder;

/// A key as a service marks it: how it begins, how many characters follow at least and of which kind, and what it is.
struct Mark {
    begins: &'static str,
    least: usize,
    is_of_it: fn(char) -> bool,
    what: &'static str,
}

const fn mark(begins: &'static str, least: usize, is_of_it: fn(char) -> bool, what: &'static str) -> Mark {
    Mark { begins, least, is_of_it, what }
}

const MARKS: [Mark; 30] = [
    mark("AKIA", 16, capital, "an AWS access key"),
    mark("ASIA", 16, capital, "an AWS access key"),
    mark("ghp_", 36, letter, "a GitHub token"),
    mark("gho_", 36, letter, "a GitHub token"),
    mark("ghu_", 36, letter, "a GitHub token"),
    mark("ghs_", 36, letter, "a GitHub token"),
    mark("ghr_", 36, letter, "a GitHub token"),
    mark("github_pat_", 36, any, "a GitHub token"),
    mark("glpat-", 20, any, "a GitLab token"),
    mark("gldt-", 20, any, "a GitLab token"),
    mark("glrt-", 20, any, "a GitLab token"),
    mark("xoxb-", 20, any, "a Slack token"),
    mark("xoxp-", 20, any, "a Slack token"),
    mark("xoxa-", 20, any, "a Slack token"),
    mark("xoxr-", 20, any, "a Slack token"),
    mark("xoxs-", 20, any, "a Slack token"),
    mark("xapp-", 20, any, "a Slack token"),
    mark("sk_live_", 16, letter, "a Stripe key"),
    mark("rk_live_", 16, letter, "a Stripe key"),
    mark("sk_test_", 16, letter, "a Stripe key"),
    mark("whsec_", 24, letter, "a Stripe webhook secret"),
    mark("AIza", 35, any, "a Google key"),
    mark("GOCSPX-", 20, any, "a Google client secret"),
    mark("ya29.", 20, any, "a Google access token"),
    mark("npm_", 36, letter, "an npm token"),
    mark("pypi-", 40, any, "a PyPI token"),
    mark("sk-ant-", 20, any, "an Anthropic key"),
    mark("sk-proj-", 20, any, "an OpenAI key"),
    mark("SG.", 40, any, "a SendGrid key"),
    mark("tft_", 40, letter, "a TutorForge token"),
];

/// Headers of a key, without the dashes: what stands before `PRIVATE KEY`.
const KEY_BEGIN: &str = "-----BEGIN ";
const KEY_KIND: &str = "PRIVATE KEY";
/// Lines between the header and the key itself: `Proc-Type: 4,ENCRYPTED` and the like.
const KEY_LINES: usize = 4;

/// A key block that begins on the first line of this text. A header without a key is code that deals with keys.
pub(super) fn private_key(text: &str) -> Option<&'static str> {
    let line = text.lines().next()?;
    let (_, after) = line.split_once(KEY_BEGIN)?;
    let (kind, after) = after.split_once(KEY_KIND)?;
    if kind.len() > 20 {
        return None;
    }
    let inside = std::iter::once(after).chain(text.lines().skip(1).take(KEY_LINES));
    let is_key = inside
        .flat_map(|line| line.split(|c: char| !is_base64(c)))
        .any(|part| part.len() >= 32 && !is_placeholder(part));
    is_key.then_some("a private key")
}

/// A token with a mark, or one in three parts that says of itself that it is a token.
pub(super) fn token(line: &str) -> Option<&'static str> {
    line.split(|c: char| !is_of_token(c))
        .filter(|word| word.len() >= 20)
        .find_map(|word| marked(word).or_else(|| jwt(word)))
}

fn marked(word: &str) -> Option<&'static str> {
    let word = word.trim_matches(['.', '-']);
    let found = MARKS.iter().find(|mark| word.starts_with(mark.begins))?;
    let secret = &word[found.begins.len()..];
    let is_key = secret.len() >= found.least
        && secret.chars().all(found.is_of_it)
        && secret.contains(|c: char| c.is_ascii_digit())
        && !is_placeholder(secret);
    is_key.then_some(found.what)
}

/// RFC 7519: header and claims are JSON objects, so that both begin alike.
fn jwt(word: &str) -> Option<&'static str> {
    let parts: Vec<&str> = word.splitn(4, '.').collect();
    let is_token = matches!(parts[..], [header, claims, signature]
        if header.starts_with("eyJ") && claims.starts_with("eyJ") && header.len() >= 16 && signature.len() >= 20);
    is_token.then_some("a signed token (JWT)")
}

/// An address with a password in it: `scheme://user:password@host`.
pub(super) fn in_address(line: &str) -> Option<&'static str> {
    line.match_indices("://").find_map(|(at, _)| {
        let rest = &line[at + 3..];
        let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>/?#,;)".contains(c)).unwrap_or(rest.len());
        let (who, host) = rest[..end].rsplit_once('@')?;
        let (user, password) = who.split_once(':')?;
        (!host.is_empty() && is_password_of(user, password)).then_some("a password in an address")
    })
}

/// `postgres:postgres` and the like protect nothing.
fn is_password_of(user: &str, password: &str) -> bool {
    const OPEN: [&str; 7] = ["admin", "guest", "pass", "postgres", "pw", "root", "user"];
    let plain = !password.contains(['$', '{', '<', '%', '*']);
    password.len() >= 4 && plain && password != user && !OPEN.contains(&password) && !is_placeholder(password)
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn any(_: char) -> bool {
    true
}

fn letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn capital(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}
