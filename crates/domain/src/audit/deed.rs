macro_rules! deeds {
    ($($name:ident $code:literal $title:literal)*) => {
        /// What can be done that is worth remembering. A closed list: a name that stands in the table never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Deed {
            $($name,)*
        }

        impl Deed {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What was done, for people: "Signed in".
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }

        impl std::str::FromStr for Deed {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($code => Ok(Self::$name),)* _ => Err(()) }
            }
        }
    };
}

deeds! {
    Joined "joined" "Joined"
    SignedIn "signed_in" "Signed in"
    SignInRefused "sign_in_refused" "Sign-in refused"
    PasswordsTried "passwords_tried" "Many passwords tried"
    SignedOut "signed_out" "Signed out"
    Confirmed "confirmed" "Password given again"
    ConfirmRefused "confirm_refused" "Password, code or passkey refused"
    SessionEnded "session_ended" "Session ended"
    OthersEnded "others_ended" "Other sessions ended"
    AllEnded "all_ended" "All sessions ended"
    TokenCreated "token_created" "Token made"
    TokenRevoked "token_revoked" "Token revoked"
    AddressConfirmed "address_confirmed" "Address confirmed"
    AddressChanged "address_changed" "Address changed"
    PasswordChanged "password_changed" "Password changed"
    PasswordSet "password_set" "Password set"
    PasswordReset "password_reset" "Password replaced by mail"
    MailCodeRefused "mail_code_refused" "Code of a mail refused"
    ProviderLinked "provider_linked" "Provider linked"
    ProviderUnlinked "provider_unlinked" "Provider unlinked"
    ProviderConfirmed "provider_confirmed" "Confirmed by a provider"
    SecondStepRefused "second_step_refused" "Second step refused"
    CodesTried "codes_tried" "Many codes tried"
    FactorAdded "factor_added" "Second step added"
    FactorRemoved "factor_removed" "Second step removed"
    RecoveryCodesMade "recovery_codes_made" "Recovery codes made"
    RecoveryCodeUsed "recovery_code_used" "Recovery code used"
    PasskeyConfirmed "passkey_confirmed" "Confirmed by a passkey"
    SecondStepRequired "second_step_required" "Second step asked of roles"
    HandleChanged "handle_changed" "Handle changed"
    RoleSet "role_set" "Role changed"
    Disabled "disabled" "Account disabled"
    Enabled "enabled" "Account enabled"
    WeightsMade "weights_made" "Weights changed"
    RecalculationBegun "recalculation_begun" "Points counted anew"
    SessionUpheld "session_upheld" "Disputed session upheld"
    SessionAnnulled "session_annulled" "Disputed session annulled"
    GroupCalledOff "group_called_off" "Group called off"
    RingCleared "ring_cleared" "Ring cleared"
    RingConfirmed "ring_confirmed" "Ring confirmed"
    RingReopened "ring_reopened" "Ring opened again"
    BadgeGiven "badge_given" "Badge given"
    BadgeRetired "badge_retired" "Badge retired"
    RubricPublished "rubric_published" "Rubric published"
    ExamplePublished "example_published" "Example of a rubric published"
    RubricRetired "rubric_retired" "Rubric retired"
    ReportDecided "report_decided" "Report decided"
    TutorApproved "tutor_approved" "Tutor approved"
    TutorChangesAsked "tutor_changes_asked" "Application sent back"
    TutorDeclined "tutor_declined" "Application declined"
    TutorChangeApproved "tutor_change_approved" "Change of a page approved"
    TutorChangeDeclined "tutor_change_declined" "Change of a page declined"
    TutorSuspended "tutor_suspended" "Page of a tutor suspended"
    TutorLifted "tutor_lifted" "Suspension lifted"
    ExportAsked "export_asked" "File of one's data asked for"
    ExportFetched "export_fetched" "File of one's data fetched"
    LeaveAsked "leave_asked" "Deletion of the account asked for"
    LeaveTakenBack "leave_taken_back" "Deletion taken back"
    Erased "erased" "Account deleted"
    SearchRebuilt "search_rebuilt" "Search index made anew"
}
