//! The words that cross the wire: ids, forms with their validation, errors and their wording.
//! Everything here compiles for the browser too; nothing here knows a database or a page.

pub mod accounts;
pub mod bookings;
mod choice;
mod error;
mod fields;
pub mod groups;
mod ids;
pub mod messages;
mod money;
mod problem;
pub mod ranking;
mod refusal;
pub mod reviews;
pub mod rights;
mod told;
pub mod tutors;

pub use error::{AppError, FieldError};
pub use fields::{Fields, Pairs, looks_like_email};
pub use ids::{
    BookingId, CommandKey, CommentId, ConversationId, DepartureId, EventId, ExportId, GroupId, HolidayId, IdentityId,
    LetterId, MailId, OfferingId, PasskeyId, RecalculationId, ReportId, ReviewId, RingId, RubricId, SavedId, SeasonId,
    SessionId, SubmissionId, ThreadId, TokenId, UserId,
};
pub use money::money;
pub use problem::Problem;
pub use refusal::Refusal;
pub use told::Told;
