//! A page is an async function from a request to a screen; this turns it into a route.

use contract::AppError;
use domain::{
    bookings, messages,
    ranking::{boards, xp},
    reviews,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{Meta, Title};

use super::{
    Failure, Refused, Reply, Request, answer,
    audience::NotOpen,
    caught,
    confirm::{self, Waiting},
    moved::moved,
};
use crate::{
    layout::{
        plain::Plain,
        site::{Site, Unconfirmed, Viewer},
    },
    script::Script,
    ui::prelude::*,
};

/// What a page shows.
pub struct Screen {
    title: String,
    description: Option<String>,
    picture: Option<String>,
    body: AnyView,
    islands: bool,
    script: Option<Script>,
    plain: bool,
    status: u16,
    retry_after: Option<u32>,
}

impl Screen {
    pub fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            description: None,
            picture: None,
            body: body.into_any(),
            islands: false,
            script: None,
            plain: false,
            status: 200,
            retry_after: None,
        }
    }

    /// The page holds an island: only then is the wasm loaded.
    #[must_use]
    pub fn with_islands(self) -> Self {
        Self { islands: true, ..self }
    }

    /// A script of this page, beside that of all pages.
    #[must_use]
    pub fn with_script(self, script: Script) -> Self {
        Self { script: Some(script), ..self }
    }

    /// A narrow column without the header: coming in, joining.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { plain: true, ..self }
    }

    /// A sentence for search engines.
    #[must_use]
    pub fn described(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// The address of a picture for pages that link here.
    #[must_use]
    pub fn pictured(self, address: impl Into<String>) -> Self {
        Self { picture: Some(address.into()), ..self }
    }

    fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn failed(self, error: &AppError) -> Self {
        Self { retry_after: error.retry_after(), ..self.with_status(error.status()) }
    }
}

/// Makes a route's view of a page's function.
pub fn page<F>(load: fn(Request) -> F) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static
where
    F: Future<Output = Result<Screen, Failure>> + Send + 'static,
{
    move || {
        // Nothing is handed over to the browser: islands get what they need as props.
        if let Some(shared) = Owner::current_shared_context() {
            shared.set_is_hydrating(false);
        }
        match Request::current_page() {
            Ok(request) => view! { <Suspense>{Suspend::new(render(request, load))}</Suspense> }.into_any(),
            Err(failure) => {
                answer(failure, "none");
                Reply::current().say(|head| head.status = Some(500));
                ().into_any()
            }
        }
    }
}

async fn render<F>(request: Request, load: fn(Request) -> F) -> AnyView
where
    F: Future<Output = Result<Screen, Failure>> + Send + 'static,
{
    let reply = Reply::current();
    let screen = match (unread(), use_context::<Waiting>()) {
        (Some(error), _) => error_screen(&error),
        (None, waiting) => {
            let asked = request.clone();
            let loaded = match waiting {
                Some(waiting) => caught(confirm::screen(asked, waiting)).await,
                None => caught(load(asked)).await,
            };
            match loaded.map_err(|failure| answer(failure, &request.id)) {
                Ok(screen) => screen,
                Err(AppError::NotFound) => not_here(&request, &reply).await,
                Err(error) => error_screen(&error),
            }
        }
    };
    let viewer = match viewer(&request).await {
        Ok(viewer) => viewer,
        Err(failure) => {
            answer(failure, &request.id);
            None
        }
    };
    let said = request.said.is_some();
    reply.say(|head| {
        head.status = Some(screen.status).filter(|status| *status != 200);
        head.retry_after = screen.retry_after;
        head.said = said;
    });
    frame(request, viewer, screen)
}

/// It may be somewhere else by now.
async fn not_here(request: &Request, reply: &Reply) -> Screen {
    let screen = error_screen(&AppError::NotFound);
    match moved(request).await {
        Ok(Some(path)) => {
            reply.say(|head| head.location = Some(path.as_str().to_owned()));
            screen.with_status(302)
        }
        Ok(None) => screen,
        Err(failure) => error_screen(&answer(failure, &request.id)),
    }
}

/// Why the page is not even asked: it is not open to the reader, or its form was not read, so that there is nothing to fill it
/// with and it would not say why.
fn unread() -> Option<AppError> {
    if use_context::<NotOpen>().is_some() {
        return Some(AppError::Forbidden);
    }
    use_context::<Refused>().map(|Refused(error)| error).filter(|error| matches!(error, AppError::TooLarge { .. }))
}

fn frame(request: Request, viewer: Option<Viewer>, screen: Screen) -> AnyView {
    let title =
        if screen.title.is_empty() { "TutorForge".to_owned() } else { format!("{} · TutorForge", screen.title) };
    let wasm = screen.islands.then(use_context::<LeptosOptions>).flatten();
    let script =
        screen.script.map(|script| view! { <script src=script.address() defer=true nonce=use_nonce()></script> });
    let said = request.said.map(|said| said.to_string());
    let shown = screen.picture.map(|address| {
        let (title, description) = (screen.title, screen.description.clone().unwrap_or_default());
        view! {
            <Meta property="og:title" content=title />
            <Meta property="og:description" content=description />
            <Meta property="og:type" content="website" />
            <Meta property="og:image" content=address />
            <Meta name="twitter:card" content="summary_large_image" />
        }
    });
    let body = screen.body;
    let inner = if screen.plain {
        view! { <Plain said=said>{body}</Plain> }.into_any()
    } else {
        view! { <Site viewer=viewer path=request.path theme=request.theme said=said>{body}</Site> }.into_any()
    };
    view! {
        // leptos_meta writes the title as it is: see `escaped`.
        <Title text=escaped(&title) />
        {screen.description.map(|description| view! { <Meta name="description" content=description /> })}
        {shown}
        {inner}
        {script}
        {wasm.map(|options| view! { <HydrationScripts options=options islands=true /> })}
    }
    .into_any()
}

async fn viewer(request: &Request) -> Result<Option<Viewer>, Failure> {
    let Some(user) = &request.caller else { return Ok(None) };
    let ctx = &request.ctx;
    let (waiting, unread, reviews, preference, news) = futures::try_join!(
        async { Ok::<_, Failure>(bookings::waiting(ctx, user).await?) },
        async { Ok(messages::unread(ctx, user).await?) },
        async { Ok(reviews::waiting(ctx, user).await?) },
        async { Ok(boards::preference(ctx, user).await?) },
        async { Ok(xp::news(ctx, user).await?) }
    )?;
    Ok(Some(Viewer {
        name: user.name.clone(),
        handle: user.handle.clone(),
        id: user.id.0,
        waiting,
        unread,
        reviews,
        boards: !preference.hide_boards,
        news,
        moderates: user.must_moderate().is_ok(),
        unconfirmed: user.verify_by.map(|_| Unconfirmed { in_time: user.must_be_verified(ctx.now()).is_ok() }),
    }))
}

/// What a person sees instead of the page they wanted.
fn error_screen(error: &AppError) -> Screen {
    let (title, more) = match error {
        AppError::NotFound => ("There is nothing here", "The address may be mistyped, or what was here is gone."),
        AppError::Forbidden => (
            "This is not open to you",
            "It is for the people who look after TutorForge. If you should be one of them, please ask an admin.",
        ),
        AppError::SignedOut => ("Please sign in first", "Then this page opens."),
        AppError::TooLarge { .. } => {
            ("That was too much", "Nothing was saved. Go back, make it shorter and send it again.")
        }
        AppError::TooMany { .. } => (
            "One moment, please",
            "You asked for this faster than we can keep up. Please wait a moment, then load the page again.",
        ),
        AppError::Unavailable => ("This does not work right now", "We are on it. Please try again in a moment."),
        _ => ("Something broke on our side", "Please try again. If it stays, tell us the reference below."),
    };
    let says = match error {
        AppError::Internal { .. } | AppError::TooLarge { .. } | AppError::TooMany { .. } => error.to_string(),
        _ => "From here you can go on:".to_owned(),
    };
    let body = view! {
        <PageHead title=title lead=more />
        <EmptyState says=says icon=Icon::CircleAlert>
            <ButtonLink href="/" look=Look::Quiet>
                "To the start"
            </ButtonLink>
            <ButtonLink href="/tutors" look=Look::Bare>
                "Find a tutor"
            </ButtonLink>
        </EmptyState>
    };
    Screen::new(title, body).failed(error)
}

/// The page for an address that no route has.
pub(crate) async fn not_found(_: Request) -> Result<Screen, Failure> {
    Err(AppError::NotFound.into())
}

/// leptos_meta 0.8 does not escape the title when it renders on the server; the browser undoes this.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_title_cannot_leave_its_element() {
        assert_eq!(escaped("</title><script>"), "&lt;/title&gt;&lt;script&gt;");
        assert_eq!(escaped("R&D"), "R&amp;D");
    }
}
