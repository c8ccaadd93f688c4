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
    Requested "requested" "Your request is on its way. You will get a mail when it is answered."
    Accepted "accepted" "Accepted. Both of you have it in your bookings now."
    Declined "declined" "Declined. The time is free again."
    Cancelled "cancelled" "Cancelled. The other side has been told."
    Completed "completed" "Marked as done."
    Rated "rated" "Thank you. Your words are on the tutor's page now."
    Replied "replied" "Your reply is published."
    ProfileSaved "profile-saved" "Your profile is saved."
    SpecialtySaved "specialty-saved" "Your subjects are up to date."
    HoursSaved "hours-saved" "Your hours are saved."
    ClockMoved "clock-moved" "The clock was moved."
}
