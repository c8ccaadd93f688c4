//! Where a page of a list begins, as its address holds it: the moment and the id of the row before.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// `1772442000000000_0198…`: microseconds, and the id without hyphens.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, at: DateTime<Utc>, id: Uuid) -> fmt::Result {
    write!(f, "{}_{}", at.timestamp_micros(), id.simple())
}

pub(crate) fn read(text: &str) -> Result<(DateTime<Utc>, Uuid), ()> {
    let (micros, id) = text.split_once('_').ok_or(())?;
    let at = DateTime::from_timestamp_micros(micros.parse().map_err(|_| ())?).ok_or(())?;
    Ok((at, id.parse().map_err(|_| ())?))
}
