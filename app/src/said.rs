//! The line that is said once on the page after something was done. A closed list: the cookie holds only a name of it.

use std::{fmt, str::FromStr};

macro_rules! said {
    ($($name:ident $code:literal $words:literal)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Said {
            $($name,)*
        }

        impl Said {
            /// Stands in the cookie.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        impl fmt::Display for Said {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $words,)* })
            }
        }

        impl FromStr for Said {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($code => Ok(Self::$name),)* _ => Err(()) }
            }
        }
    };
}

said! {
    Welcome "welcome" "Welcome! Your account is ready."
    SignedIn "signed-in" "You are signed in."
    SignedOut "signed-out" "You are signed out."
    SettingsSaved "settings-saved" "Your settings are saved."
    HandleChanged "handle-changed" "Your handle is changed. Links with the old one lead here for 90 days."
    AddressConfirmed "address-confirmed" "Confirmed. Our mail reaches you there."
    CodeSent "code-sent" "Another code is on its way."
    AddressAsked "address-asked" "A code is on its way to the new address. Until you confirm it, nothing changes."
    PasswordChanged "password-changed" "Your password is changed. Everywhere else you are signed out."
    ProviderLinked "provider-linked" "Linked. You can come in with it from now on."
    ProviderUnlinked "provider-unlinked" "Unlinked. Everywhere else you are signed out."
    AppRemoved "app-removed" "Removed. Nobody is asked for a code of it any more. Everywhere else you are signed out."
    FactorAdded "factor-added" "Set up. It is asked for from now on. Everywhere else you are signed out."
    PasskeyRenamed "passkey-renamed" "The passkey has another name."
    PasskeyRemoved "passkey-removed" "Removed. It opens nothing any more. Everywhere else you are signed out."
    Requested "requested" "Your request is on its way. You will get a mail when it is answered."
    Held "held" "The time is yours for ten minutes. Nobody else has heard of it."
    LetGo "let-go" "Let go. The time is free again."
    Taken "taken" "Settled. Both of you have it in your bookings now."
    Accepted "accepted" "Accepted. Both of you have it in your bookings now."
    Declined "declined" "Declined. The time is free again."
    Cancelled "cancelled" "Cancelled. The other side has been told."
    GroupPlanned "group-planned" "Planned. Your time is taken, and people can join."
    GroupCalledOff "group-called-off" "Called off. Everybody gets everything back and has been told."
    Joined "joined" "You have a seat. It stands among your bookings."
    SeatLetGo "seat-let-go" "Let go. The next in line has it."
    InLine "in-line" "You are on the waiting list. We write to you when a seat becomes free."
    LineLeft "line-left" "You are not on the waiting list any more."
    MoveProposed "move-proposed" "Proposed. It stays where it is until the other side agrees."
    Moved "moved" "Moved. Both of you have the new time now."
    MoveDeclined "move-declined" "It stays where it is. The other side has been told."
    CheckedIn "checked-in" "You are there. The other side sees it."
    LateSaid "late-said" "Said. The other side gets a mail at once."
    NoShowClaimed "no-show-claimed" "Noted. The other side has three days to say that it was not so."
    Disputed "disputed" "Noted. A moderator looks at it, and you both hear of the decision."
    SessionUpheld "session-upheld" "Decided: it took place. Both of them hear of it."
    SessionAnnulled "session-annulled" "Decided: it did not take place. Both of them hear of it."
    Completed "completed" "Marked as done."
    Rated "rated" "Thank you. It is shown once both of you have said it, or two weeks after the session."
    RatingReported "rating-reported" "Reported. Those who look after this place read it."
    DraftSaved "draft-saved" "Your draft is saved. Nobody else sees it yet."
    Iterated "iterated" "This is the new iteration."
    TokenRevoked "token-revoked" "The token is revoked. It opens nothing any more."
    Replied "replied" "Your reply is published."
    ProfileSaved "profile-saved" "Your profile is saved."
    SpecialtySaved "specialty-saved" "Your subjects are up to date."
    SeriesRequested "series-requested" "Your request is on its way. You will get a mail when the dates are answered."
    SeriesAccepted "series-accepted" "Accepted. All of them stand in your bookings now."
    SeriesDeclined "series-declined" "Declined. The times are free again."
    SeriesCancelled "series-cancelled" "Cancelled. The other side has been told."
    SeriesInPart "series-in-part" "Done for some of them. The others are as they were: see below."
    OfferingSaved "offering-saved" "Saved. This is what students see from now on."
    ChangeWaits "change-waits" "Saved. A moderator looks at it before others see it."
    ChangeTakenBack "change-taken-back" "Taken back. Your page stays as others see it."
    ApplicationSaved "application-saved" "Your draft is saved."
    ApplicationSent "application-sent" "Sent. You get a mail when a moderator has answered."
    ApplicationWithdrawn "application-withdrawn" "Taken back. It is yours to change again."
    LanguagesSaved "languages-saved" "Your languages are saved."
    TutorApproved "tutor-approved" "Approved. They hear of it."
    ChangesAsked "changes-asked" "Sent back. They hear of it."
    TutorDeclined "tutor-declined" "Declined. They hear of it."
    ChangeApproved "change-approved" "Approved. Everybody sees it in a moment."
    ChangeDeclined "change-declined" "Declined. The page stays as it is."
    TutorSuspended "tutor-suspended" "Suspended. Nobody finds the page any more."
    TutorLifted "tutor-lifted" "Lifted. They hear of it."
    HoursSaved "hours-saved" "Your hours are saved."
    HoursUndone "hours-undone" "Undone. Your hours are as they were before."
    SubmissionPublished "submission-published" "Published. Reviewers can find it now."
    DraftDeleted "draft-deleted" "The draft is deleted."
    SubmissionWithdrawn "submission-withdrawn" "Withdrawn. Nobody can review it any more."
    SubmissionFinished "submission-finished" "Finished. Well done."
    BackInTheQueue "back-in-the-queue" "It is back in the queue, a day ahead of the others."
    Claimed "claimed" "It is yours for half an hour. Click a line's number to comment on it."
    ClaimExtended "claim-extended" "You have another half hour."
    ClaimReleased "claim-released" "You gave it back. Somebody else can take it now."
    ReviewPublished "review-published" "Your review is published. Thank you for your time."
    Applied "applied" "Applied. This is the new iteration."
    Undone "undone" "Undone. The lines are as they were, and the suggestion is open again."
    SuggestionDeclined "suggestion-declined" "Declined. The reviewer will hear of it."
    SuggestionReconsidered "suggestion-reconsidered" "The suggestion is open again."
    Blocked "blocked" "Blocked. Neither of you is offered the other’s code from now on."
    Unblocked "unblocked" "Not blocked any more."
    ReviewRated "review-rated" "Thank you. The reviewer has been told."
    RubricSaved "rubric-saved" "The rubric is saved as a draft. Add examples, then publish it."
    RubricPublished "rubric-published" "Published. Reviewers are offered this rubric now."
    RubricRetired "rubric-retired" "Retired. Reviewers are not offered this rubric any more."
    ExampleAdded "example-added" "The example is saved as a draft."
    ExamplePublished "example-published" "Published. Everyone can assess this example now."
    Assessed "assessed" "Thank you. The reference stands beside what you said."
    BoardsChosen "boards-chosen" "Saved. That holds from now on."
    BadgeRevealed "badge-revealed" "It is yours. Others see it on your page from now on."
    BadgeKept "badge-kept" "The draft is kept. Nobody gets it yet."
    BadgeGiven "badge-given" "Given from now on. Those who have earned it already get it in a moment."
    BadgeRetired "badge-retired" "Retired. Nobody gets it any more."
    WeightsChanged "weights-changed" "These weights hold from now on."
    Recalculating "recalculating" "It has begun. The bar below shows how far it is."
    RingCleared "ring-cleared" "Cleared. What they gave each other counts again in a moment."
    RingConfirmed "ring-confirmed" "Confirmed. What they gave each other counts nothing."
    RingReopened "ring-reopened" "Taken back. It waits for a decision again."
    SearchSaved "search-saved" "Saved. It stands among your searches."
    SearchChanged "search-changed" "Your search is changed."
    SearchRemoved "search-removed" "The search is removed."
    AlertsStopped "alerts-stopped" "Stopped. You get no more mails about this search."
    SearchRebuilding "search-rebuilding" "It has begun. The page shows how far it is."
    SecondStepRequired "second-step-required" "Saved. It holds from the next page on."
    RoleGiven "role-given" "The role is changed."
    FavouriteAdded "favourite-added" "Remembered."
    FavouriteRemoved "favourite-removed" "Forgotten."
    MessageReported "message-reported" "Thank you. A moderator will look at it."
    ReportDecided "report-decided" "Decided."
    CalendarRemoved "calendar-removed" "The address leads nowhere any more."
    SessionsEnded "sessions-ended" "Ended. They are signed out everywhere."
    AccountDisabled "account-disabled" "Disabled. They are signed out everywhere."
    AccountEnabled "account-enabled" "Enabled. They can sign in again."
    ExportAsked "export-asked" "It has begun. You get a mail when the file is ready."
    LeaveAsked "leave-asked" "Your account is deleted in two weeks. Sign in before that if you want to keep it."
    Stayed "stayed" "Welcome back. Everything is as it was."
    ClockMoved "clock-moved" "The clock was moved."
}
