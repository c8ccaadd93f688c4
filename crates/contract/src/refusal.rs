use serde::{Deserialize, Serialize};

/// Each way in which a rule of the product says no. Its `Display` is the English catalogue; another language is a
/// second `match` over the same names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    #[error("That e-mail and password do not go together.")]
    WrongCredentials,
    #[error("Please give your password once more, to show that it is you.")]
    SudoFirst,
    #[error("That is not your password. Please try again.")]
    WrongPassword,
    #[error("Your sign-in was changed in another window. Please try again.")]
    StaleForm,
    #[error("You have ten tokens already. Revoke one that you do not need any more.")]
    TooManyTokens,
    #[error("This token was made a moment ago and is shown once. If you have not kept it, revoke it and make another.")]
    TokenShownOnce,

    #[error(
        "You have changed your handle within the last 30 days. Links to you would lose their meaning if it changed more often."
    )]
    HandleChangedLately,

    #[error("Please confirm your e-mail address first. The code for that is in our mail to you.")]
    VerifyFirst,
    #[error("That code is not right. Only the one in our latest mail counts.")]
    CodeWrong,
    #[error("This code has run out. Let us send you another.")]
    CodeExpired,
    #[error("There were too many wrong codes, so none counts any more. Let us send you another.")]
    CodeSpent,
    #[error("This code has done its work already: the address is confirmed.")]
    CodeUsed,
    #[error("Your address is confirmed already, so there is nothing to send.")]
    NothingToConfirm,
    #[error("In the meantime somebody has confirmed this address for an account of theirs. Please choose another.")]
    AddressTaken,
    #[error(
        "That code does not open this account, or not any more: it is good for half an hour, once, and only the one in our latest mail counts. You can ask for another."
    )]
    ResetCodeWrong,

    #[error("That code is not right, or has been used already. Wait for the next one, or take a recovery code.")]
    SecondCodeWrong,
    #[error("That took longer than ten minutes, or was tried too often. Please sign in again.")]
    HalfLost,
    #[error("You have an authenticator app already. Remove it first, then set up the other one.")]
    AppThere,
    #[error("The set-up took longer than half an hour. Please begin again.")]
    SetUpLost,
    #[error("These codes were made a moment ago and are shown once. If you have not kept them, make new ones.")]
    CodesShownOnce,
    #[error("You sign in without a second step, so there is nothing that codes could stand in for.")]
    NoSecondStep,

    #[error("That passkey could not be checked here. Please try again, or take another way.")]
    PasskeyRefused,
    #[error("That took longer than ten minutes, or was answered already. Please try again.")]
    PasskeyLost,
    #[error("This passkey belongs to an account already.")]
    PasskeyThere,
    #[error("You have twenty passkeys already. Remove one that you do not need any more.")]
    TooManyPasskeys,

    #[error("Your role asks for a second step when you sign in. Set one up first.")]
    SecondStepFirst,
    #[error("Set up a second step of your own first, so that somebody is left who can take this back.")]
    OwnSecondStepFirst,

    #[error("You did not go through with it, so nothing has happened.")]
    ProviderDenied,
    #[error("They do not answer at the moment. Please try again in a while.")]
    ProviderAway,
    #[error("What came back from there could not be trusted, so nobody was let in.")]
    ProviderNonsense,
    #[error("It took longer than ten minutes, was used already, or was begun in another browser. Please start again.")]
    WayLost,
    #[error("This account is closed. If you think that it should not be, ask the people who look after this place.")]
    AccountClosed,
    #[error("There is an account with this address already. Sign in to it, and you can link the two.")]
    AccountExists,
    #[error("It opens another account here already. Unlink it there first, or use another one.")]
    LinkedElsewhere,
    #[error("You came back as somebody who is not linked with your account.")]
    NotYou,
    #[error("You were not asked there who you are. Please sign out there, and try again.")]
    NotAnew,
    #[error("This is your only way in. Set a password or link another one first.")]
    LastWayIn,
    #[error("You have linked ten already. Unlink one that you do not need any more.")]
    TooManyWays,

    #[error(
        "Your hours have been changed since this page was made, or there is nothing left to undo. Look at them again."
    )]
    HoursChangedSince,
    #[error(
        "That can be said from ten minutes before the start on. Is it sooner? Write to them, or propose another time."
    )]
    NotNearYet,
    #[error("More than a quarter of an hour has passed since the start. Write to them instead.")]
    TooLateToBeLate,
    #[error("You have changed it twice already. Write to them instead.")]
    LateSaidOften,
    #[error("You have 200 favourites already. Forget one that you do not need any more.")]
    TooManyFavourites,
    #[error("You cannot write to this person.")]
    NotWritable,
    #[error("This is your own message.")]
    OwnMessage,
    #[error("Somebody else has decided this report in the meantime.")]
    ReportDecided,
    #[error("Somebody still waits for you. Cancel the sessions below, or let them take place; then you can leave.")]
    OpenBookings,
    #[error("It has begun already, so there is no way back any more.")]
    LeavingHasBegun,
    #[error("You asked for a file less than a day ago. You can ask for another once that day is over.")]
    ExportedToday,

    #[error("That time has just been taken. Here are the nearest free ones.")]
    SlotTaken,
    #[error("You already have something at that time.")]
    YouAreBusy,
    #[error("The tutor does not offer that time any more. Please choose another.")]
    SlotNotOffered,
    #[error("That time has passed. Please choose one that is still to come.")]
    SlotInThePast,
    #[error("You are waiting for the answers of ten requests already. Take one back, or wait until somebody answers.")]
    TooManyRequests,
    #[error("You are waiting for three answers of this tutor already. Take one back, or wait until they answer.")]
    TooManyRequestsAtTutor,
    #[error("You cannot book a session with yourself.")]
    OwnBooking,
    #[error("This tutor does not take bookings at the moment.")]
    NotTeaching,
    #[error("Only the tutor can do this.")]
    OnlyTheTutor,
    #[error("Only the student can do this.")]
    OnlyTheStudent,
    #[error("This session was cancelled.")]
    AlreadyCancelled,
    #[error("This request was declined.")]
    AlreadyDeclined,
    #[error("The session was already accepted. You can cancel it instead.")]
    AlreadyAccepted,
    #[error("This session is already marked as done.")]
    AlreadyCompleted,
    #[error("This request ran out: its time came before it was answered.")]
    RequestExpired,
    #[error("The tutor has not accepted this session.")]
    NotAccepted,
    #[error("A session can be marked as done once it has ended.")]
    NotEndedYet,
    #[error("A session that has ended cannot be cancelled.")]
    AlreadyEnded,
    #[error("You can rate a session once it is marked as done.")]
    NotCompleted,
    #[error("You have rated this session already.")]
    AlreadyRated,
    #[error("There is no rating that you can read yet.")]
    NotRated,
    #[error("A session can be rated for two weeks after it is done.")]
    TooLateToRate,
    #[error("You have reported this already. It is looked at.")]
    AlreadyReported,
    #[error("You have replied already.")]
    AlreadyReplied,
    #[error(
        "What you get back has changed since you opened this page: it is {back} now. Look once more before you cancel."
    )]
    RefundChanged { back: String },
    #[error("This happens by itself, not by hand.")]
    NotByHand,
    #[error("It is too early for that.")]
    NotYet,
    #[error("You only hold this time so far. Ask for it first.")]
    StillHeld,
    #[error("You have asked for this time already.")]
    AlreadyRequested,
    #[error("You hold two times already. Ask for one of them, or let one go.")]
    TooManyHolds,
    #[error("The door opens ten minutes before the start. Please come back then.")]
    DoorClosed,
    #[error("You have checked in already.")]
    AlreadyCheckedIn,
    #[error("Check in first: only who is there can say that somebody else is not.")]
    CheckInFirst,
    #[error("Give them ten minutes from the start. After that you can say that they did not come.")]
    WaitForThem,
    #[error("Both of you have checked in, so the session takes place.")]
    BothAreThere,
    #[error("Nobody says that somebody did not come.")]
    NobodyIsAccused,
    #[error("This is what you said yourself. The other side can dispute it.")]
    OwnClaim,
    #[error("One of you says that the other did not come. That has to be settled first.")]
    ClaimOpen,
    #[error("A moderator looks at this. You both hear of the decision.")]
    ModeratorDecides,
    #[error("A session that begins within two hours is not moved any more. You can still cancel it.")]
    TooLateToMove,
    #[error("Another time is proposed already. Answer that first, or take it back.")]
    AlreadyProposed,
    #[error("No other time is proposed, or not any more. You can propose one.")]
    NothingProposed,
    #[error("That is more than 30 days from where it was first. Cancel it, and book another one.")]
    TooFarToMove,
    #[error("This session was moved twice already. Please say below that you know it, and agree once more.")]
    ConsentToMove,
    #[error("That time is not free any more. It stays where it is; decline this, and propose another.")]
    MoveTaken,
    #[error("You proposed this yourself. The other side has to agree.")]
    OwnProposal,

    #[error("A seat of a group stays at the group’s time. You can give it back instead.")]
    SeatStays,
    #[error("The half hour is over, and the seat has gone to the next in line.")]
    SeatPassedOn,
    #[error("All seats are taken. You can join the waiting list: the first in line gets the next seat.")]
    GroupFull,
    #[error("There is a seat for you: join the group instead.")]
    SeatsLeft,
    #[error("You have a seat in this group already.")]
    AlreadyJoined,
    #[error("You are on the waiting list already.")]
    AlreadyInLine,
    #[error("You are not on the waiting list any more.")]
    NotInLine,
    #[error("The waiting list is full as well. Please look for another group.")]
    LineFull,
    #[error("You cannot join your own group.")]
    OwnGroup,
    #[error("The time to join this group is over.")]
    JoiningOver,
    #[error("This group does not take place.")]
    GroupCalledOff,
    #[error("The door is open: it is too late to call the group off. You can still cancel single seats.")]
    GroupBegan,
    #[error("You already have something then: {what}. Please choose another time.")]
    GroupTimeTaken { what: String },
    #[error(
        "People join until {hours} hours before the start, and that is over for this time. Please choose a later one."
    )]
    GroupTooSoon { hours: i16 },
    #[error("You have planned thirty groups already. Let some of them take place first.")]
    TooManyGroups,

    #[error("Tell students what you teach before you open your page: at least one subject.")]
    NoSpecialty,
    #[error("Your page is open, so it needs at least one subject. Add another one first, or close your page.")]
    LastSpecialty,
    #[error("This is not offered any more. Have a look at what is.")]
    OfferingGone,
    #[error("There is no room here for this session. Write to each other where you meet.")]
    NoRooms,
    #[error("The rooms do not answer at the moment. Please try again in a minute, or write to each other.")]
    RoomsAway,
    #[error("One of these dates cannot be had any more. It is marked below; nothing was booked.")]
    SeriesTaken,
    #[error("This session is not part of a series.")]
    NoSeries,
    #[error("A trial lesson is for getting to know each other, so it is one for the two of you. Please book a lesson.")]
    TrialOnce,
    #[error("The tutor takes no more of these on that day or in that week. Please choose another time.")]
    TutorFull,
    #[error("You offer twelve things already. Stop offering one that nobody needs, then add another.")]
    TooManyOfferings,
    #[error("Save your profile first. Then you can add subjects and hours.")]
    ProfileFirst,
    #[error(
        "A moderator has to approve you before your page opens. Please apply first; what you have typed here is kept."
    )]
    ApprovalFirst,
    #[error(
        "A moderator has suspended your page. The reason is in our mail to you, and where your application stands."
    )]
    PageSuspended,
    #[error("Something is still missing. What it is stands at the top of the page.")]
    ApplicationIncomplete,
    #[error("Your application is with the moderators. Take it back first if you want to change it.")]
    ApplicationWaits,
    #[error("You can apply again 30 days after you were declined. Your draft stays until then.")]
    DeclinedLately,
    #[error("There is nothing to take back.")]
    NothingToWithdraw,
    #[error("You are approved already. What you want to change, you change on your page.")]
    AlreadyApproved,
    #[error("This is not with the moderators: it was not sent, or it was taken back.")]
    ApplicationNotSent,
    #[error("Somebody has decided this already. The page shows what they said.")]
    ApplicationDecided,
    #[error("This has changed since you opened the page. Please look at it once more; your words are kept.")]
    ApplicationChanged,
    #[error("This is your own. Another moderator has to decide it.")]
    OwnApplication,
    #[error("Only a page that was approved can be suspended.")]
    NotApproved,
    #[error("This page is suspended already.")]
    AlreadySuspended,
    #[error("This page is not suspended.")]
    NotSuspended,

    #[error("You keep twenty searches already. Remove one that you do not need any more.")]
    TooManySaved,
    #[error("There is no search engine beside the database: set MEILI_URL first.")]
    NoSearchEngine,

    #[error("Only the author can do this.")]
    OnlyTheAuthor,
    #[error("This is still a draft. Publish it first.")]
    StillADraft,
    #[error("This is published already.")]
    AlreadyPublished,
    #[error("This submission has ended. What was said stays readable.")]
    SubmissionEnded,
    #[error("Nobody has published a review yet.")]
    NotReviewedYet,
    #[error("Somebody has reviewed this already. You can finish it instead.")]
    AlreadyReviewed,
    #[error("You cannot review your own code.")]
    OwnSubmission,
    #[error("You are reviewing this already.")]
    AlreadyYourReview,
    #[error("Somebody else has just taken this one. The queue has more.")]
    SeatTaken,
    #[error("Claim this review first. Then you can comment.")]
    ClaimFirst,
    #[error(
        "Your half hour is over and the place is free again. If nobody was faster, claim it once more; your drafts are still there."
    )]
    ClaimRanOut,
    #[error("You hold as many claims as your level allows. Publish or release one first.")]
    TooManyClaims,
    #[error("The two of you do not work together here.")]
    Blocked,
    #[error("You cannot block yourself.")]
    OwnBlock,
    #[error("You have marked 5,000 parts of this submission as viewed. Take some of the marks back first.")]
    TooManyViewed,
    #[error("The author asked questions that you have not answered yet. They are marked below.")]
    QuestionsUnanswered,
    #[error(
        "The author has published a newer iteration since you opened this page. Have a look at it first; your drafts are kept."
    )]
    NewerIteration,
    #[error("This comment is published. It can be answered, not taken back.")]
    CommentPublished,
    #[error("These two suggestions change the same lines. Apply them one after the other.")]
    SuggestionsOverlap,
    #[error("The lines that this suggestion changes have changed since. Compare the two below and choose.")]
    SuggestionOutdated,
    #[error("This suggestion is part of an iteration already.")]
    SuggestionApplied,
    #[error("There is nothing new in this iteration: all files are as they were.")]
    NothingChanged,
    #[error("Only the one who opened this thread can settle it for good. Mark it as fixed, and they will look.")]
    OnlyTheOpener,
    #[error("This review is rated already.")]
    ReviewRated,

    #[error("Only moderators can do this.")]
    OnlyModerators,
    #[error("This rubric has been retired. What was said by it stays readable.")]
    RubricRetired,
    #[error("The rubric has changed since you opened this page. Your words are kept; please mark by the one below.")]
    RubricReplaced,
    #[error("This rubric has twelve examples already. That is enough to learn from.")]
    TooManyExamples,
    #[error("You wrote what this example is compared with, so it cannot say anything about your eye.")]
    OwnExample,

    #[error("Only admins can do this.")]
    OnlyAdmins,
    #[error("A badge asks for something: give it at least one condition.")]
    BadgeForNothing,
    #[error("No badge is for doing much alone. Ask for what others thought of it, for breadth or for steadiness too.")]
    BadgeForVolume,
    #[error("This badge is given already, and people rely on what it asks for. Retire it and write another.")]
    BadgeIsGiven,
    #[error("Nobody has been given this badge yet. Delete the draft instead.")]
    BadgeIsDraft,
    #[error("Somebody has to look after this place. Make another person an admin first.")]
    LastAdmin,
    #[error("These are the weights of now. Please change at least one.")]
    WeightsUnchanged,
    #[error(
        "The weights were changed five times within 24 hours. Let people see what they earn, and change them later."
    )]
    TooManyVersions,
    #[error("There is no such version of the weights.")]
    NoSuchVersion,
    #[error("That day is still to come. Please choose one that has been.")]
    DayAhead,
    #[error("A recalculation is still on its way. Wait until it has ended, then begin the next.")]
    RecalculationRunning,
    #[error("Somebody has decided this already. You can take the decision back.")]
    RingDecided,
    #[error("Nobody has decided this yet, so there is nothing to take back.")]
    RingUndecided,
}
