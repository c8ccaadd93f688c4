use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// One browser in which a person is signed in; not the id that its cookie holds.
    SessionId
);
id!(
    /// What a program of a person shows instead of a password; not its text.
    TokenId
);
id!(
    /// A letter with a code in it; not the code.
    LetterId
);
id!(
    /// A way to come in by a provider, such as Google.
    IdentityId
);
id!(
    /// A key on a device of a person.
    PasskeyId
);
id!(
    /// A browser that was sent to a provider and is awaited.
    DepartureId
);
id!(
    /// One session between a student and a tutor, from the request to the rating.
    BookingId
);
id!(
    /// What a tutor offers, in its several lengths.
    OfferingId
);
id!(
    /// A session of several, each of whom has a booking of their own.
    GroupId
);
id!(
    /// Code that asks for review, through all its iterations.
    SubmissionId
);
id!(
    /// One person's work on one submission.
    ReviewId
);
id!(
    /// A conversation about some lines, a file or the whole of a submission.
    ThreadId
);
id!(
    /// One contribution to a thread.
    CommentId
);
id!(
    /// Criteria that code is measured by.
    RubricId
);
id!(
    /// People who give mostly to each other, as far as anybody can see.
    RingId
);
id!(
    /// What was earned is counted by other weights.
    RecalculationId
);
id!(
    /// A question to the search that somebody keeps.
    SavedId
);
id!(
    /// Weekly hours of a tutor that hold on some days of the year.
    SeasonId
);
id!(
    /// Days off in a row.
    HolidayId
);
id!(
    /// What two people write to each other.
    ConversationId
);
id!(
    /// Somebody asks moderators to look at a message.
    ReportId
);
id!(
    /// A file with all that is held of somebody.
    ExportId
);
id!(
    /// A fact that one module announced.
    EventId
);
id!(
    /// A mail that was sent or is to be sent.
    MailId
);
id!(
    /// Made when a form is rendered and sent with it: the same key twice is one effect.
    CommandKey
);
