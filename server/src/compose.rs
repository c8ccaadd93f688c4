//! Puts the parts together: which adapter stands behind which port.

use std::sync::Arc;

use adapters::{InProcessLimits, Mailbox, Smtp};
use anyhow::Context;
use chrono::TimeDelta;
use domain::{
    Clock, Ctx, Origin,
    accounts::{BeginReset, Hasher},
    bookings,
    live::Live,
    notifications::SendMail,
    outbox::React,
    ports::Mailer,
    ranking::{self, boards::CountOnBoards, leagues::PlaceInLeagues},
    reviews,
};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{config::Config, jobs};

/// Everything the processes share.
pub fn context(config: &Config) -> anyhow::Result<Ctx> {
    let db = pool(&config.database_url, config.pool)?;
    let clock = Clock::system();
    let mailer: Arc<dyn Mailer> = match &config.smtp_url {
        Some(url) => Arc::new(Smtp::new(url, &config.mail_from).context("SMTP_URL or TF_MAIL_FROM")?),
        None => Arc::new(Mailbox::new(db.clone(), clock.clone())),
    };
    Ok(Ctx {
        jobs: Arc::new(jobs::Queue::new(clock.clone())),
        mailer,
        limits: Arc::new(InProcessLimits::new(&config.limits)),
        hasher: Hasher::new()?,
        live: Live::default(),
        public_url: config.public_url.as_str().into(),
        origin: Origin::default(),
        clock,
        db,
    })
}

/// Connections are made when first needed: a server may start before its database. The planner is told that reading
/// here and there costs little more than reading in a row: on its default, made for spinning disks, it would rather read
/// whole tables.
pub fn pool(url: &str, size: u32) -> anyhow::Result<PgPool> {
    let options: PgConnectOptions = url.parse().context("DATABASE_URL cannot be read")?;
    let options = options.options([("random_page_cost", "1.1")]);
    Ok(PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(std::time::Duration::from_secs(5))
        .connect_lazy_with(options))
}

/// Every kind of job.
pub fn registry() -> jobs::Registry {
    jobs::Registry::new()
        .with::<React>()
        .with::<SendMail>()
        .with::<BeginReset>()
        .with::<bookings::Expire>()
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
        .on(timetable())
}

/// Everything that happens again and again, and how often.
pub fn timetable() -> jobs::Timetable {
    jobs::Timetable::new()
        .every(TimeDelta::minutes(1), &CountOnBoards)
        .every(TimeDelta::days(1), &ranking::FindRings {})
        // On Mondays at midnight, UTC.
        .every(TimeDelta::weeks(1), &PlaceInLeagues)
}
