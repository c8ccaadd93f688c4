//! The second wall: what the renderer wrote is parsed as a browser would and written anew, and only what is listed here
//! stays. It is there for the day on which the renderer, or a parser under it, is wrong.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

use crate::{html::Html, links, scopes::CLASSES};

const TAGS: [&str; 25] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Of a link to what people wrote of.
const REL: &str = "nofollow noopener ugc";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);

pub(crate) fn clean(html: &str) -> Html {
    Html::trusted(CLEANER.clean(html).to_string())
}

fn cleaner() -> Builder<'static> {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("span", HashSet::from(["title"])),
        ]))
        .tag_attribute_values(HashMap::from([("pre", HashMap::from([("tabindex", HashSet::from(["0"]))]))]))
        .allowed_classes(HashMap::from([("div", HashSet::from(["tf-code"])), ("span", CLASSES.into_iter().collect())]))
        .url_schemes(links::SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some(REL))
        .attribute_filter(attribute);
    cleaner
}

/// The values that a list of names cannot tell.
fn attribute<'a>(element: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match (element, name) {
        ("a", "href") => links::allowed(value).map(Cow::Owned),
        ("ol", "start") => value.parse::<u64>().ok().map(|_| value.into()),
        ("span", "title") => value.starts_with("U+").then_some(value.into()),
        _ => Some(value.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(html: &str) -> String {
        clean(html).into_string()
    }

    #[test]
    fn what_the_renderer_writes_stays() {
        let html = concat!(
            r#"<h3>a</h3><p><em>b</em><br><a href="https://e.org/" rel="nofollow noopener ugc">c</a></p>"#,
            r#"<div class="tf-code"><pre tabindex="0"><code><span class="k">fn</span></code></pre></div>"#,
            r#"<ol start="3"><li><span class="u" title="U+0000 NULL">U+0000</span></li></ol>"#,
        );
        assert_eq!(cleaned(html), html);
    }

    #[test]
    fn what_it_never_writes_goes() {
        assert_eq!(cleaned("<script>alert(1)</script><style>*{}</style>a<!-- b -->"), "a");
        assert_eq!(cleaned(r#"<p id="x" style="y" onclick="z" class="k">a</p>"#), "<p>a</p>");
        assert_eq!(cleaned(r#"<span class="k tf-dialog" title="x">a</span>"#), r#"<span class="k">a</span>"#);
        assert_eq!(cleaned(r#"<img src="/x"><input><svg><a href="/b">b</a></svg>"#), "");
        assert_eq!(cleaned(r#"<pre tabindex="5" role="alert">a</pre>"#), "<pre>a</pre>");
        assert_eq!(cleaned(r#"<a href="javascript:x" target="_blank">a</a>"#), format!(r#"<a rel="{REL}">a</a>"#));
        assert_eq!(cleaned(r#"<a href="//e.org">a</a>"#), format!(r#"<a rel="{REL}">a</a>"#));
        assert_eq!(cleaned(r#"<ol start="-1&quot;">a</ol>"#), "<ol>a</ol>");
    }
}
