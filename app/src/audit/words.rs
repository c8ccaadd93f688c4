//! What an entry of the audit log says to people.

use contract::UserId;
use domain::audit::{Deed, Entry};

/// What happened to the reader's own account, as a sentence to them.
pub(super) fn to_me(me: UserId, entry: &Entry) -> String {
    let mine = entry.subject.is_none_or(|subject| subject == me);
    let whom = if mine { "your".to_owned() } else { format!("{}’s", name(entry.subject_name.as_deref())) };
    let of = if mine { "yours".to_owned() } else { name(entry.subject_name.as_deref()) };
    let who = who(me, entry);
    let thing = entry.thing.as_deref().unwrap_or_default();
    match entry.deed {
        Some(Deed::Joined) if !thing.is_empty() => format!("You joined with {thing}"),
        Some(Deed::Joined) => "You joined".into(),
        Some(Deed::SignedIn) if !thing.is_empty() => format!("You signed in with {thing}"),
        Some(Deed::SignedIn) => "You signed in".into(),
        Some(Deed::SignInRefused) => "A sign-in with your address was refused".into(),
        Some(Deed::PasswordsTried) => "Strangers tried many passwords with your address".into(),
        Some(Deed::SignedOut) => "You signed out".into(),
        Some(Deed::Confirmed) => "You gave your password once more".into(),
        Some(Deed::ConfirmRefused) if !thing.is_empty() => format!("A {thing} was refused in a session of yours"),
        Some(Deed::ConfirmRefused) => "A wrong password was refused in a session of yours".into(),
        Some(Deed::SessionEnded) => format!("You ended the session of {thing}"),
        Some(Deed::OthersEnded) => format!("You ended all other sessions: {thing}"),
        Some(Deed::AllEnded) => format!("{who} ended all {whom} sessions"),
        Some(Deed::TokenCreated) => format!("You made the token “{thing}”"),
        Some(Deed::TokenRevoked) => format!("You revoked the token “{thing}”"),
        Some(Deed::AddressConfirmed) => "You confirmed your address".into(),
        Some(Deed::AddressChanged) => "You changed your address".into(),
        Some(Deed::PasswordChanged) => "You changed your password".into(),
        Some(Deed::PasswordSet) => "You set a password".into(),
        Some(Deed::ProviderLinked) => format!("You linked {thing} with your account"),
        Some(Deed::ProviderUnlinked) => format!("You unlinked {thing} from your account"),
        Some(Deed::ProviderConfirmed) => format!("You showed with {thing} that it is you"),
        Some(Deed::PasswordReset) => "Your password was replaced with a code from your mail".into(),
        Some(Deed::MailCodeRefused) => "Somebody typed another code than the one in your mail".into(),
        Some(Deed::SecondStepRefused) if !thing.is_empty() => format!("A {thing} was refused after your password"),
        Some(Deed::SecondStepRefused) => "A wrong code was refused after your password".into(),
        Some(Deed::CodesTried) => "Somebody who knows your password tried several codes".into(),
        Some(Deed::FactorAdded) => format!("You set up {thing} for signing in"),
        Some(Deed::FactorRemoved) => format!("{who} removed what is asked for when you sign in: {thing}"),
        Some(Deed::RecoveryCodesMade) => "You made new recovery codes".into(),
        Some(Deed::RecoveryCodeUsed) => "You used a recovery code".into(),
        Some(Deed::PasskeyConfirmed) => "You showed with a passkey that it is you".into(),
        Some(Deed::SecondStepRequired) => format!("You changed whose role asks for a second step {}", change(entry)),
        Some(Deed::HandleChanged) => "You changed your handle".into(),
        Some(Deed::RoleSet) => format!("{who} changed {whom} role {}", change(entry)),
        Some(Deed::Disabled) => format!("{who} disabled {whom} account"),
        Some(Deed::Enabled) => format!("{who} enabled {whom} account again"),
        Some(Deed::WeightsMade) => format!("You made version {thing} of the weights"),
        Some(Deed::RecalculationBegun) => "You had points counted anew".into(),
        Some(Deed::SessionUpheld) => format!("{who} decided that a disputed session of {of} took place"),
        Some(Deed::SessionAnnulled) => format!("{who} decided that a disputed session of {of} did not take place"),
        Some(Deed::GroupCalledOff) => "You called off a group".into(),
        Some(Deed::RingCleared) => "You cleared a ring".into(),
        Some(Deed::RingConfirmed) => "You confirmed a ring".into(),
        Some(Deed::RingReopened) => "You opened a ring again".into(),
        Some(Deed::BadgeGiven) => format!("You gave the badge “{thing}”"),
        Some(Deed::BadgeRetired) => format!("You retired the badge “{thing}”"),
        Some(Deed::RubricPublished) => "You published a rubric".into(),
        Some(Deed::ExamplePublished) => "You published an example of a rubric".into(),
        Some(Deed::RubricRetired) => "You retired a rubric".into(),
        Some(Deed::ReportDecided) => format!("{who} decided a report of {whom} message"),
        Some(Deed::TutorApproved) => format!("{who} approved {whom} application to teach"),
        Some(Deed::TutorChangesAsked) => format!("{who} sent {whom} application to teach back"),
        Some(Deed::TutorDeclined) => format!("{who} declined {whom} application to teach"),
        Some(Deed::TutorChangeApproved) => format!("{who} approved a change of {whom} page"),
        Some(Deed::TutorChangeDeclined) => format!("{who} declined a change of {whom} page"),
        Some(Deed::TutorSuspended) => format!("{who} suspended {whom} page as a tutor"),
        Some(Deed::TutorLifted) => format!("{who} opened {whom} page as a tutor again"),
        Some(Deed::ExportAsked) => "You asked for a file of your data".into(),
        Some(Deed::ExportFetched) => "You downloaded the file of your data".into(),
        Some(Deed::LeaveAsked) => "You asked to delete your account".into(),
        Some(Deed::LeaveTakenBack) => "You kept your account".into(),
        Some(Deed::Erased) => "Your account was deleted".into(),
        Some(Deed::SearchRebuilt) => "You had the search index made anew".into(),
        None => UNKNOWN.into(),
    }
}

/// What was done, without who and whom.
pub(super) fn what(entry: &Entry) -> &'static str {
    entry.deed.map_or(UNKNOWN, Deed::title)
}

/// Who did it, for admins.
pub(super) fn by(entry: &Entry) -> String {
    match (entry.actor, entry.deed) {
        (Some(_), _) => name(entry.actor_name.as_deref()),
        (
            None,
            Some(
                Deed::SignInRefused
                | Deed::PasswordsTried
                | Deed::MailCodeRefused
                | Deed::SecondStepRefused
                | Deed::CodesTried,
            ),
        ) => "Somebody".into(),
        (None, _) => OPERATOR.into(),
    }
}

/// To whom or to what it was done. Empty where that is the one who did it.
pub(super) fn whom(entry: &Entry) -> String {
    let person = entry.subject.filter(|subject| Some(*subject) != entry.actor);
    let person = person.map(|_| name(entry.subject_name.as_deref()));
    [person, entry.thing.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `from member to admin`, or nothing.
pub(super) fn change(entry: &Entry) -> String {
    match (entry.was.as_deref(), entry.becomes.as_deref()) {
        (Some(""), Some(becomes)) => format!("to {becomes}"),
        (Some(was), Some(becomes)) => format!("from {was} to {becomes}"),
        _ => String::new(),
    }
}

const OPERATOR: &str = "The operator";
const UNKNOWN: &str = "Something that this version does not know";

fn who(me: UserId, entry: &Entry) -> &'static str {
    match entry.actor {
        Some(actor) if actor == me => "You",
        Some(_) => "An admin",
        None => OPERATOR,
    }
}

fn name(name: Option<&str>) -> String {
    name.unwrap_or("Somebody who has left").to_owned()
}
