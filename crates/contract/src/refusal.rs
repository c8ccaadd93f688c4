use serde::{Deserialize, Serialize};

/// Each way in which a rule of the product says no. Its `Display` is the English catalogue; another language is a
/// second `match` over the same names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    #[error("That e-mail and password do not go together.")]
    WrongCredentials,
    #[error("Your sign-in was changed in another window. Please try again.")]
    StaleForm,

    #[error("That time has just been taken. Here are the nearest free ones.")]
    SlotTaken,
    #[error("You already have something at that time.")]
    YouAreBusy,
    #[error("The tutor does not offer that time any more. Please choose another.")]
    SlotNotOffered,
    #[error("That time has passed. Please choose one that is still to come.")]
    SlotInThePast,
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
    #[error("There is no rating to reply to yet.")]
    NotRated,
    #[error("You have replied already.")]
    AlreadyReplied,

    #[error("Tell students what you teach before you open your page: at least one subject.")]
    NoSpecialty,
    #[error("Your page is open, so it needs at least one subject. Add another one first, or close your page.")]
    LastSpecialty,
    #[error("Save your profile first. Then you can add subjects and hours.")]
    ProfileFirst,
}
