//! The frame of every ordinary page: header, page, footer, and a bottom bar on a phone.

use domain::ranking::xp::News;
use leptos::prelude::*;
use uuid::Uuid;

use super::theme::ThemeSwitch;
use crate::ui::{
    Avatar, Banner, ButtonLink, Count, Glyph, Icon, Look, Menu, MenuButton, MenuLink, Size, Toast, Tone, Wordmark,
};

/// The person who is signed in, as far as the frame has to know.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub name: String,
    pub handle: String,
    pub id: Uuid,
    /// How many bookings wait for them.
    pub waiting: i64,
    /// How many conversations hold something new.
    pub unread: i64,
    /// How many submissions wait for them.
    pub reviews: i64,
    /// They want to see boards.
    pub boards: bool,
    /// What they have earned and not seen.
    pub news: News,
    /// Whether the admin area is open to them.
    pub moderates: bool,
    /// Their address is not confirmed.
    pub unconfirmed: Option<Unconfirmed>,
}

/// Somebody whose address is not confirmed.
#[derive(Clone, Copy, Debug)]
pub struct Unconfirmed {
    /// Everything is open to them still.
    pub in_time: bool,
}

/// Header, page and footer.
#[component]
pub fn Site(
    viewer: Option<Viewer>,
    /// The page's path: marks where one is, and where the theme switch comes back to.
    path: String,
    /// `light`, `dark` or `system`.
    theme: String,
    /// What has just been done, in a line.
    said: Option<String>,
    children: Children,
) -> impl IntoView {
    let notice = viewer.as_ref().and_then(|viewer| viewer.unconfirmed).map(|notice| view! { <Notice notice=notice /> });
    let right = match viewer.clone() {
        Some(viewer) => view! { <Me viewer=viewer /> }.into_any(),
        None => view! { <Doors path=path.clone() /> }.into_any(),
    };
    view! {
        <div class="tf-site">
            <a class="tf-skip" href="#main">"Skip to the page"</a>
            <header class="tf-header">
                <div class="tf-wide tf-header-line">
                    <Wordmark />
                    <Places viewer=viewer.clone() path=path.clone() />
                    <div class="tf-header-right">
                        <ThemeSwitch theme=theme path=path.clone() />
                        {right}
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1" class="tf-wide tf-main">
                {notice}
                {children()}
            </main>
            <Footer />
            <BottomBar viewer=viewer path=path />
            <div class="tf-toasts" aria-live="polite">
                {said.map(|said| view! { <Toast says=said /> })}
            </div>
        </div>
    }
}

/// `aria-current` for a link: the page itself, or one below it.
fn current(path: &str, href: &str) -> Option<&'static str> {
    let below = || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/') && href != "/");
    match path == href {
        true => Some("page"),
        false if below() => Some("true"),
        false => None,
    }
}

/// Says on every page that the address is to be confirmed: quietly as long as there is time.
#[component]
fn Notice(notice: Unconfirmed) -> impl IntoView {
    let (tone, words) = if notice.in_time {
        (Tone::Neutral, "Please confirm your address within a day of joining: the code is in our mail to you.")
    } else {
        (
            Tone::Warning,
            "Until you confirm your address you can look around and write drafts, but neither book nor publish, review or comment.",
        )
    };
    view! {
        <div class="tf-notice">
            <Banner tone=tone>
                <p>
                    {words} " " <a class="tf-link" href="/verify">
                        "Confirm it"
                    </a>
                </p>
            </Banner>
        </div>
    }
}

/// The places of the header.
#[component]
fn Places(viewer: Option<Viewer>, path: String) -> impl IntoView {
    let bookings = viewer.as_ref().map(|viewer| {
        view! {
            <a href="/bookings" aria-current=current(&path, "/bookings")>
                "Bookings"
                <Count number=viewer.waiting of="waiting for you" />
            </a>
        }
    });
    let reviews = viewer.as_ref().map_or(0, |viewer| viewer.reviews);
    let boards = viewer.as_ref().is_none_or(|viewer| viewer.boards).then(|| {
        view! {
            <a href="/leaderboard" aria-current=current(&path, "/leaderboard")>
                "Boards"
            </a>
        }
    });
    view! {
        <nav class="tf-nav" aria-label="Main">
            <a href="/tutors" aria-current=current(&path, "/tutors")>
                "Find a tutor"
            </a>
            {bookings}
            <a href="/reviews" aria-current=current(&path, "/reviews")>
                "Reviews"
                <Count number=reviews of="waiting for you" />
            </a>
            {boards}
            <a href="/teach" aria-current=current(&path, "/teach")>
                "Teach"
            </a>
        </nav>
    }
}

/// What a visitor can do: come in.
#[component]
fn Doors(path: String) -> impl IntoView {
    let asking = path == "/signin" || path == "/signup";
    (!asking).then(|| {
        view! {
            <ButtonLink href="/signin" look=Look::Bare>
                "Sign in"
            </ButtonLink>
            <ButtonLink href="/signup">"Sign up"</ButtonLink>
        }
    })
}

/// The person's own menu.
#[component]
fn Me(viewer: Viewer) -> impl IntoView {
    let news = viewer.news;
    let face = view! {
        <span class="tf-face" data-earned="/earned/live" data-news=news.is_any().then_some("")>
            <Avatar id=viewer.id name=viewer.name.clone() size=Size::Small />
            <span class="sr-only" data-news-words>
                {if news.is_any() { ", something new was earned" } else { "" }}
            </span>
        </span>
    }
    .into_any();
    let admin = viewer.moderates.then(|| {
        view! {
            <MenuLink href="/admin" icon=Icon::ShieldCheck>
                "Admin"
            </MenuLink>
        }
    });
    let unread = viewer.unread;
    view! {
        <a class="btn btn-ghost btn-square tf-inbox" href="/messages" aria-label=(unread == 0).then_some("Messages")>
            <Glyph icon=Icon::Mail />
            {(unread > 0).then(|| view! { <span class="sr-only">"Messages"</span> })}
            <Count number=unread of="to read" />
        </a>
        <Menu label="Your menu" face=face>
            <p class="tf-menu-head">{viewer.name}</p>
            <MenuLink href=format!("/users/{}", viewer.handle) icon=Icon::User>
                "Your page"
            </MenuLink>
            <MenuLink href="/messages" icon=Icon::Mail>
                "Messages"
                <Count number=viewer.unread of="to read" />
            </MenuLink>
            <MenuLink href=format!("/users/{}/xp", viewer.handle) icon=Icon::Sparkles>
                "Your XP"
                {news.entries.then(|| view! { <span class="tf-new-word">"new"</span> })}
            </MenuLink>
            <MenuLink href="/badges" icon=Icon::Award>
                "Badges"
                <Count number=news.badges of="to open" />
            </MenuLink>
            <MenuLink href="/favourites" icon=Icon::Star>
                "Favourites"
            </MenuLink>
            <MenuLink href="/searches" icon=Icon::Search>
                "Saved searches"
            </MenuLink>
            <MenuLink href="/teach" icon=Icon::GraduationCap>
                "Teach"
            </MenuLink>
            <MenuLink href="/settings" icon=Icon::Settings>
                "Settings"
            </MenuLink>
            {admin}
            <div class="tf-menu-line"></div>
            <form method="post" action="/signout">
                <MenuButton icon=Icon::LogOut>"Sign out"</MenuButton>
            </form>
        </Menu>
    }
}

/// Four places at the thumb.
#[component]
fn BottomBar(viewer: Option<Viewer>, path: String) -> impl IntoView {
    let (bookings, reviews) = viewer.as_ref().map_or((0, 0), |viewer| (viewer.waiting, viewer.reviews));
    let home = ("/", "Home", Icon::House);
    let boards = ("/leaderboard", "Boards", Icon::Trophy);
    // The wordmark leads home as well.
    let places = match viewer {
        Some(viewer) => [
            ("/tutors", "Find", Icon::Search),
            ("/bookings", "Bookings", Icon::Calendar),
            ("/reviews", "Reviews", Icon::Code),
            if viewer.boards { boards } else { home },
        ],
        None => [
            ("/tutors", "Find", Icon::Search),
            ("/reviews", "Reviews", Icon::Code),
            boards,
            ("/signin", "Sign in", Icon::User),
        ],
    };
    let links = places
        .map(|(href, label, icon)| {
            let waiting = match href {
                "/bookings" => bookings,
                "/reviews" => reviews,
                _ => 0,
            };
            view! {
                <a href=href aria-current=current(&path, href)>
                    <Glyph icon=icon />
                    {label}
                    <Count number=waiting of="waiting for you" />
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tf-bottom-bar" aria-label="Places">
            {links}
        </nav>
    }
}

/// Who we are, in a line, and where to go.
#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="tf-footer">
            <div class="tf-wide tf-footer-line">
                <p>"TutorForge is a workshop for learning: people who teach, people who want to get better, and their time."</p>
                <nav aria-label="Footer">
                    <a href="/tutors">"Find a tutor"</a>
                    <a href="/reviews">"Reviews"</a>
                    <a href="/teach">"Teach"</a>
                    <a href="/badges">"Badges"</a>
                    <a href="/levels">"Levels"</a>
                    <a href="/how-xp-works">"How XP works"</a>
                </nav>
            </div>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::current;

    #[test]
    fn a_place_is_marked_on_its_page_and_below() {
        assert_eq!(current("/tutors", "/tutors"), Some("page"));
        assert_eq!(current("/tutors/ada", "/tutors"), Some("true"));
        assert_eq!(current("/tutorship", "/tutors"), None);
        assert_eq!(current("/tutors", "/"), None);
        assert_eq!(current("/", "/"), Some("page"));
    }
}
