//! Puts the parts together: which adapter stands behind which port.

use std::{sync::Arc, time::Duration};

use adapters::{
    BigBlueButton, GitHub, InProcessLimits, Jitsi, LiveKit, Mailbox, Meilisearch, OpenId, Redis, Registration,
    SharedLimits, Smtp, VideoRooms,
};
use anyhow::Context;
use chrono::TimeDelta;
use domain::{
    Clock, Ctx, Origin,
    accounts::{BeginReset, Hasher},
    bookings,
    live::Live,
    messages,
    notifications::SendMail,
    outbox::React,
    ports::{Beside, Mailer, Provider, Providers},
    ranking::{self, boards::CountOnBoards, leagues::PlaceInLeagues},
    reviews, rights, search,
};
use sqlx::{
    Connection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    config::{self, Config, Role},
    jobs,
};

/// What serves people, and the Redis that it shares with others like it, if there is one.
pub fn service(config: &Config) -> anyhow::Result<(Ctx, Option<Redis>)> {
    let redis = config.redis_url.as_deref().map(Redis::connect).transpose().context("REDIS_URL")?;
    let ctx = context(config)?;
    let limits = redis.clone().map(|redis| Arc::new(SharedLimits::new(redis, &config.limits)));
    Ok((Ctx { limits: limits.map_or(ctx.limits, |limits| limits), ..ctx }, redis))
}

/// Everything the processes share.
pub fn context(config: &Config) -> anyhow::Result<Ctx> {
    let limit = (config.role == Role::Service).then_some(STATEMENT_LIMIT);
    let db = pool(&config.database_url, config.pool, limit)?;
    let clock = Clock::system();
    let mailer: Arc<dyn Mailer> = match &config.smtp_url {
        Some(url) => Arc::new(Smtp::new(url, &config.mail_from).context("SMTP_URL or TF_MAIL_FROM")?),
        None => Arc::new(Mailbox::new(db.clone(), clock.clone())),
    };
    let beside = config.meili.as_ref().map(|meili| Meilisearch::new(&meili.url, meili.key.as_deref())).transpose();
    let beside = beside.context("MEILI_URL or MEILI_KEY")?.map(|meili| Arc::new(meili) as Arc<dyn Beside>);
    Ok(Ctx {
        jobs: Arc::new(jobs::Queue::new(clock.clone(), db.clone())),
        mailer,
        limits: Arc::new(InProcessLimits::new(&config.limits)),
        beside,
        hasher: Hasher::new()?,
        breached: config.breached.clone(),
        providers: providers(config)?,
        rooms: Arc::new(rooms(config)?),
        seals: config.seals.clone(),
        admission: config.admission,
        live: Live::default(),
        public_url: config.public_url.as_str().into(),
        origin: Origin::default(),
        clock,
        db,
    })
}

/// Where people of a session can meet.
fn rooms(config: &Config) -> anyhow::Result<VideoRooms> {
    let config::Rooms { jitsi, big_blue_button, live_kit } = config.rooms.clone();
    let bbb =
        big_blue_button.map(|(url, secret)| BigBlueButton::new(&url, &secret)).transpose().context("TF_BBB_URL")?;
    Ok(VideoRooms {
        jitsi: jitsi.map(|(url, app)| Jitsi { url, app }),
        big_blue_button: bbb,
        live_kit: live_kit.map(|live| LiveKit { url: live.url, key: live.key, secret: live.secret, page: live.page }),
    })
}

/// By whom people may sign in. Nobody is asked anything before the first person comes.
pub fn providers(config: &Config) -> anyhow::Result<Providers> {
    let all = config
        .providers
        .iter()
        .map(|provider| adapter(provider).with_context(|| format!("provider {}", provider.name)));
    Ok(Providers::new(all.collect::<anyhow::Result<_>>()?))
}

fn adapter(provider: &config::Provider) -> anyhow::Result<Arc<dyn Provider>> {
    let config::Provider { name, label, client_id, client_secret, kind } = provider.clone();
    let registration = Registration { name, label, client_id, client_secret };
    Ok(match kind {
        // Real time: a clock of development that was moved is ours alone.
        config::Kind::OpenId { issuer } => Arc::new(OpenId::new(registration, &issuer, Clock::system())?),
        config::Kind::GitHub { site, api } => Arc::new(GitHub::new(registration, &site, &api)?),
    })
}

/// For one statement of a page or a job: longer than either may take (`TIME_LIMIT` of the router, `Settings::LIMIT` of
/// jobs), so that the database ends what nobody waits for any more. What an operator begins takes as long as it takes.
const STATEMENT_LIMIT: Duration = Duration::from_secs(25);

/// Connections are made when first needed: a server may start before its database. The planner is told that reading
/// here and there costs little more than reading in a row: on its default, made for spinning disks, it would rather read
/// whole tables.
pub fn pool(url: &str, size: u32, statement_limit: Option<Duration>) -> anyhow::Result<PgPool> {
    let options: PgConnectOptions = url.parse().context("DATABASE_URL cannot be read")?;
    let options = options.options([("random_page_cost", "1.1")]);
    let options = match statement_limit {
        Some(limit) => options.options([("statement_timeout", limit.as_millis().to_string())]),
        None => options,
    };
    Ok(PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > UNASKED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options))
}

/// A connection that was used so recently is alive: asking it each time would double the round trips of a page.
const UNASKED: Duration = Duration::from_secs(1);

/// Every kind of job.
pub fn registry() -> jobs::Registry {
    jobs::Registry::new()
        .with::<React>()
        .with::<SendMail>()
        .with::<BeginReset>()
        .with::<messages::Tell>()
        .with::<bookings::Remind>()
        .with::<bookings::Lapse>()
        .with::<bookings::LapseDue>()
        .with::<bookings::Reveal>()
        .with::<bookings::DecideGroup>()
        .with::<reviews::LapseClaim>()
        .with::<reviews::Nudge>()
        .with::<ranking::SettleGiven>()
        .with::<ranking::CheckBadges>()
        .with::<ranking::CheckEverybody>()
        .with::<ranking::FindRings>()
        .with::<ranking::SettleRing>()
        .with::<ranking::Recalculate>()
        .with::<CountOnBoards>()
        .with::<PlaceInLeagues>()
        .with::<rights::MakeExport>()
        .with::<rights::KeepUp>()
        .with::<rights::Erase>()
        .with::<search::KeepUp>()
        .with::<search::KeepTiers>()
        .with::<search::Tell>()
        .with::<search::Deliver>()
        .with::<search::Push>()
        .with::<search::Fill>()
        .with::<search::LookAfter>()
        .on(timetable())
}

/// Everything that happens again and again, and how often.
pub fn timetable() -> jobs::Timetable {
    jobs::Timetable::new()
        .every(TimeDelta::minutes(1), &CountOnBoards)
        .every(TimeDelta::minutes(1), &bookings::LapseDue {})
        .every(TimeDelta::days(1), &ranking::FindRings {})
        .every(TimeDelta::days(1), &search::KeepUp::default())
        .every(TimeDelta::hours(1), &search::KeepTiers {})
        .every(TimeDelta::hours(1), &rights::KeepUp {})
        .every(TimeDelta::minutes(1), &search::LookAfter {})
        // On Mondays at midnight, UTC.
        .every(TimeDelta::weeks(1), &PlaceInLeagues)
}
