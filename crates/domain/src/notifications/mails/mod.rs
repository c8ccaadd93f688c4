//! One file for each kind of mail: its subject line and its words.

mod accepted;
mod annulled;
mod booked;
mod cancelled;
mod cancelled_by_you;
mod closed;
mod codes_tried;
mod completed;
mod confirm_address;
mod declined;
mod disputed;
mod email_change_warned;
mod expired;
mod export_ready;
mod factor_added;
mod factor_removed;
mod for_calendar;
mod group_called_off;
mod group_planned;
mod group_went_ahead;
mod late;
mod leave_asked;
mod leave_near;
mod message_waits;
mod move_declined;
mod move_proposed;
mod moved;
mod near;
mod no_show_claimed;
mod no_show_stood;
mod password_changed;
mod password_reset;
mod password_set;
mod passwords_tried;
mod provider_linked;
mod provider_unlinked;
mod rated;
mod rating_left;
mod receipt;
mod recovery_code_used;
mod recovery_codes_made;
mod replied;
mod request;
mod reset_code;
mod review_claimed;
mod review_closed;
mod review_commented;
mod review_declined;
mod review_finished;
mod review_iterated;
mod review_left;
mod review_nudged;
mod review_published;
mod review_rated;
mod review_replaced;
mod seat_called_off;
mod seat_kept;
mod slots_opened;
mod stayed;
mod student_rated;
mod taken;
mod tutor_approved;
mod tutor_change_approved;
mod tutor_change_declined;
mod tutor_changes_asked;
mod tutor_declined;
mod tutor_lifted;
mod tutor_suspended;
mod upheld;
mod welcome;

use serde::{Deserialize, Serialize};

use crate::{
    accounts::{
        Event,
        codes::{Purpose, Written},
    },
    rights,
};

use super::{
    answer::Answer,
    code::{Code, What},
    facts::{Recipient, Session},
    group::Group,
    letter::Letter,
    openings::Openings,
    waiting::Waiting,
};

/// Which mail it is. The names stand in jobs and keys and do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Welcome,
    /// To the tutor who is asked.
    Request,
    /// To the student who asked.
    Receipt,
    /// To both, where the tutor takes all requests.
    Booked,
    Accepted,
    /// To the side that settled it, for their calendar.
    ForCalendar,
    Declined,
    /// To a student: one of several who asked was accepted, and it was somebody else.
    Closed,
    /// To a tutor who offered other times.
    Taken,
    Expired,
    MoveProposed,
    Moved,
    MoveDeclined,
    Cancelled,
    /// To the side that cancelled, for their calendar.
    CancelledByYou,
    /// To somebody with a seat in a group that does not take place.
    SeatCalledOff,
    NoShowClaimed,
    NoShowStood,
    Disputed,
    Upheld,
    Annulled,
    Completed,
    RatingLeft,
    StudentRated,
    Rated,
    Replied,
    /// To both sides, before it begins.
    Near,
    /// To the side that waits.
    Late,
    ReviewClaimed,
    ReviewPublished,
    ReviewCommented,
    ReviewIterated,
    ReviewRated,
    ReviewDeclined,
    ReviewLeft,
    ReviewReplaced,
    ReviewFinished,
    ReviewClosed,
    ReviewNudged,
    /// To an address that is to be confirmed.
    ConfirmAddress,
    /// To the address that is to be replaced.
    EmailChangeWarned,
    PasswordChanged,
    /// To somebody whose password strangers try to guess.
    PasswordsTried,
    ResetCode,
    PasswordReset,
    /// To somebody who had none.
    PasswordSet,
    ProviderLinked,
    ProviderUnlinked,
    /// To somebody of whom something is asked besides the password from now on.
    FactorAdded,
    FactorRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    /// To somebody whose password another knows.
    CodesTried,
    /// To a tutor, for their calendar.
    GroupPlanned,
    /// To the tutor, and to those who hoped for a seat.
    GroupWentAhead,
    GroupCalledOff,
    /// To the first in line.
    SeatKept,
    /// To somebody who keeps a search.
    SlotsOpened,
    /// To somebody who has not read what was written to them.
    MessageWaits,
    /// To somebody who applied to teach.
    TutorApproved,
    TutorChangesAsked,
    TutorDeclined,
    /// To a tutor.
    TutorChangeApproved,
    TutorChangeDeclined,
    TutorSuspended,
    TutorLifted,
    /// To somebody who asked to be erased.
    LeaveAsked,
    LeaveNear,
    Stayed,
    ExportReady,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Request => "request",
            Self::Receipt => "receipt",
            Self::Booked => "booked",
            Self::Accepted => "accepted",
            Self::ForCalendar => "for_calendar",
            Self::Declined => "declined",
            Self::Closed => "closed",
            Self::Taken => "taken",
            Self::Expired => "expired",
            Self::MoveProposed => "move_proposed",
            Self::Moved => "moved",
            Self::MoveDeclined => "move_declined",
            Self::Cancelled => "cancelled",
            Self::CancelledByYou => "cancelled_by_you",
            Self::SeatCalledOff => "seat_called_off",
            Self::NoShowClaimed => "no_show_claimed",
            Self::NoShowStood => "no_show_stood",
            Self::Disputed => "disputed",
            Self::Upheld => "upheld",
            Self::Annulled => "annulled",
            Self::Completed => "completed",
            Self::RatingLeft => "rating_left",
            Self::StudentRated => "student_rated",
            Self::Rated => "rated",
            Self::Replied => "replied",
            Self::Near => "near",
            Self::Late => "late",
            Self::ReviewClaimed => "review_claimed",
            Self::ReviewPublished => "review_published",
            Self::ReviewCommented => "review_commented",
            Self::ReviewIterated => "review_iterated",
            Self::ReviewRated => "review_rated",
            Self::ReviewDeclined => "review_declined",
            Self::ReviewLeft => "review_left",
            Self::ReviewReplaced => "review_replaced",
            Self::ReviewFinished => "review_finished",
            Self::ReviewClosed => "review_closed",
            Self::ReviewNudged => "review_nudged",
            Self::ConfirmAddress => "confirm_address",
            Self::EmailChangeWarned => "email_change_warned",
            Self::PasswordChanged => "password_changed",
            Self::ResetCode => "reset_code",
            Self::PasswordsTried => "passwords_tried",
            Self::PasswordReset => "password_reset",
            Self::PasswordSet => "password_set",
            Self::ProviderLinked => "provider_linked",
            Self::ProviderUnlinked => "provider_unlinked",
            Self::FactorAdded => "factor_added",
            Self::FactorRemoved => "factor_removed",
            Self::RecoveryCodesMade => "recovery_codes_made",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::CodesTried => "codes_tried",
            Self::GroupPlanned => "group_planned",
            Self::GroupWentAhead => "group_went_ahead",
            Self::GroupCalledOff => "group_called_off",
            Self::SeatKept => "seat_kept",
            Self::SlotsOpened => "slots_opened",
            Self::MessageWaits => "message_waits",
            Self::TutorApproved => "tutor_approved",
            Self::TutorChangesAsked => "tutor_changes_asked",
            Self::TutorDeclined => "tutor_declined",
            Self::TutorChangeApproved => "tutor_change_approved",
            Self::TutorChangeDeclined => "tutor_change_declined",
            Self::TutorSuspended => "tutor_suspended",
            Self::TutorLifted => "tutor_lifted",
            Self::LeaveAsked => "leave_asked",
            Self::LeaveNear => "leave_near",
            Self::Stayed => "stayed",
            Self::ExportReady => "export_ready",
        }
    }

    /// What the code is good for that this kind brings; it is made when the mail is sent.
    pub(super) fn brings(self) -> Option<Purpose> {
        match self {
            Self::Welcome | Self::ConfirmAddress => Some(Purpose::Address),
            Self::ResetCode => Some(Purpose::Reset),
            _ => None,
        }
    }

    /// Whether it changes the reader's calendar.
    pub(super) fn is_for_calendars(self) -> bool {
        matches!(
            self,
            Self::Accepted
                | Self::Booked
                | Self::Taken
                | Self::Moved
                | Self::ForCalendar
                | Self::Cancelled
                | Self::CancelledByYou
                | Self::SeatCalledOff
        )
    }

    /// `None` if this kind brings no code.
    pub(super) fn with_code(self, written: &Written) -> Option<Letter> {
        Some(match self {
            Self::Welcome => welcome::letter(written),
            Self::ConfirmAddress => confirm_address::letter(written),
            Self::ResetCode => reset_code::letter(written),
            _ => return None,
        })
    }

    /// `None` if this kind is not about an account.
    pub(super) fn about_account(self, event: &Event) -> Option<Letter> {
        Some(match (self, event) {
            (Self::EmailChangeWarned, _) => email_change_warned::letter(),
            (Self::PasswordChanged, _) => password_changed::letter(),
            (Self::PasswordsTried, _) => passwords_tried::letter(),
            (Self::PasswordReset, _) => password_reset::letter(),
            (Self::PasswordSet, _) => password_set::letter(),
            (Self::FactorAdded, Event::FactorAdded { what, .. }) => factor_added::letter(what),
            (Self::FactorRemoved, Event::FactorRemoved { what, .. }) => factor_removed::letter(what),
            (Self::RecoveryCodesMade, _) => recovery_codes_made::letter(),
            (Self::RecoveryCodeUsed, Event::RecoveryCodeUsed { left, .. }) => recovery_code_used::letter(*left),
            (Self::CodesTried, _) => codes_tried::letter(),
            (Self::ProviderLinked, Event::ProviderLinked { provider, .. }) => provider_linked::letter(provider),
            (Self::ProviderUnlinked, Event::ProviderUnlinked { provider, .. }) => provider_unlinked::letter(provider),
            _ => return None,
        })
    }

    /// `None` if this kind is not about what is held of somebody.
    pub(super) fn about_right(self, event: &rights::Event, reader: &Recipient) -> Option<Letter> {
        use rights::Event as E;
        Some(match (self, event) {
            (Self::LeaveAsked, E::LeaveAsked { until, .. }) => leave_asked::letter(*until, reader),
            (Self::LeaveNear, E::LeaveNear { until, .. }) => leave_near::letter(*until, reader),
            (Self::Stayed, E::Stayed { .. }) => stayed::letter(),
            (Self::ExportReady, E::ExportReady { until, .. }) => export_ready::letter(*until, reader),
            _ => return None,
        })
    }

    /// `None` if this kind is not about a group.
    pub(super) fn about_group(self, group: &Group, reader: &Recipient) -> Option<Letter> {
        Some(match (self, group.kept_until) {
            (Self::GroupPlanned, _) => group_planned::letter(group, reader),
            (Self::GroupWentAhead, _) => group_went_ahead::letter(group, reader),
            (Self::GroupCalledOff, _) => group_called_off::letter(group, reader),
            (Self::SeatKept, Some(until)) => seat_kept::letter(group, until, reader),
            _ => return None,
        })
    }

    /// The step of an application that this kind tells of.
    pub(super) fn answers(self) -> &'static str {
        self.as_str().trim_start_matches("tutor_")
    }

    /// `None` if this kind is not about who may teach.
    pub(super) fn about_teaching(self, answer: &Answer) -> Option<Letter> {
        Some(match self {
            Self::TutorApproved => tutor_approved::letter(answer),
            Self::TutorChangesAsked => tutor_changes_asked::letter(answer),
            Self::TutorDeclined => tutor_declined::letter(answer),
            Self::TutorChangeApproved => tutor_change_approved::letter(answer),
            Self::TutorChangeDeclined => tutor_change_declined::letter(answer),
            Self::TutorSuspended => tutor_suspended::letter(answer),
            Self::TutorLifted => tutor_lifted::letter(answer),
            _ => return None,
        })
    }

    /// `None` if this kind is not about times that have opened.
    pub(super) fn about_openings(self, openings: &Openings, reader: &Recipient) -> Option<Letter> {
        (self == Self::SlotsOpened).then(|| slots_opened::letter(openings, reader))
    }

    /// `None` if this kind is not about messages.
    pub(super) fn about_messages(self, waiting: &Waiting) -> Option<Letter> {
        (self == Self::MessageWaits).then(|| message_waits::letter(waiting))
    }

    /// `None` if this kind is not about a session.
    pub(super) fn about_session(self, session: &Session, reader: &Recipient) -> Option<Letter> {
        Some(match self {
            Self::Request => request::letter(session, reader),
            Self::Receipt => receipt::letter(session, reader),
            Self::Booked => booked::letter(session, reader),
            Self::Accepted => accepted::letter(session, reader),
            Self::ForCalendar => for_calendar::letter(session, reader),
            Self::Declined => declined::letter(session, reader),
            Self::Closed => closed::letter(session, reader),
            Self::Taken => taken::letter(session, reader),
            Self::Expired => expired::letter(session, reader),
            Self::MoveProposed => move_proposed::letter(session, reader),
            Self::Moved => moved::letter(session, reader),
            Self::MoveDeclined => move_declined::letter(session, reader),
            Self::Cancelled => cancelled::letter(session, reader),
            Self::CancelledByYou if session.was_accepted => cancelled_by_you::letter(session, reader),
            Self::SeatCalledOff => seat_called_off::letter(session, reader),
            Self::NoShowClaimed => no_show_claimed::letter(session, reader),
            Self::NoShowStood => no_show_stood::letter(session, reader),
            Self::Disputed => disputed::letter(session, reader),
            Self::Upheld => upheld::letter(session, reader),
            Self::Annulled => annulled::letter(session, reader),
            Self::Completed => completed::letter(session, reader),
            Self::RatingLeft => rating_left::letter(session, reader),
            Self::StudentRated => student_rated::letter(session, reader),
            Self::Rated => rated::letter(session, reader),
            Self::Replied => replied::letter(session, reader),
            Self::Near => near::letter(session, reader),
            Self::Late => late::letter(session, reader),
            _ => return None,
        })
    }

    /// `None` if this kind is not about code, or about something else that happened to it.
    pub(super) fn about_code(self, code: &Code) -> Option<Letter> {
        Some(match (self, &code.what) {
            (Self::ReviewClaimed, What::Claimed) => review_claimed::letter(code),
            (Self::ReviewPublished, What::Reviewed { verdict, summary }) => {
                review_published::letter(code, *verdict, summary)
            }
            (Self::ReviewCommented, What::Commented { thread, place, text }) => {
                review_commented::letter(code, *thread, place, text)
            }
            (Self::ReviewIterated, What::Iterated { iteration, note, applied }) => {
                review_iterated::letter(code, *iteration, note, *applied)
            }
            (Self::ReviewRated, What::Rated { rated, words, thanked }) => {
                review_rated::letter(code, *rated, words, *thanked)
            }
            (Self::ReviewDeclined, What::Declined { thread, reason }) => {
                review_declined::letter(code, *thread, reason.as_deref())
            }
            (Self::ReviewLeft, What::Left) => review_left::letter(code),
            (Self::ReviewReplaced, What::Replaced) => review_replaced::letter(code),
            (Self::ReviewFinished, What::Finished) => review_finished::letter(code),
            (Self::ReviewClosed, What::Closed) => review_closed::letter(code),
            (Self::ReviewNudged, What::Nudged { days }) => review_nudged::letter(code, *days),
            _ => return None,
        })
    }
}
