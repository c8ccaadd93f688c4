//! What accounts hold of a person. A new way in gets a row here.

use crate::personal::{
    Export::Nothing,
    Fate::{Anonymous, Erased, Kept},
    Table, rows,
};

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "accounts.person",
        title: "Your account",
        fate: Anonymous,
        says: "Name, handle, address, password, what you say of yourself, languages and zone are erased. What others keep points at a row without a name: “A former member”.",
        people: &["id"],
        // By the verb that closes the account, last of all: see `leave::wipe`.
        erase: &[],
        export: rows!(
            r#"SELECT email AS "E-mail", handle AS "Handle", name AS "Name", about AS "About you", about_for AS "Who reads that",
                      languages AS "Languages", zone AS "Time zone", locale AS "Language of dates", ethiopian AS "Ethiopian days and hours",
                      role AS "Role", password_hash IS NOT NULL AS "Has a password", created_at AS "Joined",
                      verified_at AS "Address confirmed", tries_told_at AS "Last told of tried passwords",
                      codes_told_at AS "Last told of tried codes", leaves_at AS "Leaves"
               FROM accounts.person WHERE id = $1"#
        ),
    },
    Table {
        name: "accounts.past_handle",
        title: "Your handle",
        fate: Kept,
        says: "Handles that were yours are given to nobody else for 90 days, so that nobody is taken for you. That they were yours is not kept.",
        people: &["person_id"],
        erase: &["UPDATE accounts.past_handle SET person_id = NULL WHERE person_id = $1"],
        export: rows!(
            r#"SELECT handle AS "Handle", given_up AS "Given up", until AS "Leads to you until"
               FROM accounts.past_handle WHERE person_id = $1 ORDER BY given_up"#
        ),
    },
    Table {
        name: "accounts.session",
        title: "Sessions and devices",
        fate: Erased,
        says: "Where you are or were signed in, and the devices that are known.",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.session WHERE person_id = $1"],
        export: rows!(
            r#"SELECT device AS "Device", place AS "Network", begun_at AS "Began", seen_at AS "Last used", expires_at AS "Ends",
                      ended_at AS "Ended"
               FROM accounts.session WHERE person_id = $1 ORDER BY begun_at"#
        ),
    },
    Table {
        name: "accounts.device",
        title: "Sessions and devices",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.device WHERE person_id = $1"],
        export: rows!(
            r#"SELECT place AS "Network", seen_at AS "Last seen" FROM accounts.device WHERE person_id = $1 ORDER BY seen_at"#
        ),
    },
    Table {
        name: "accounts.identity",
        title: "Ways in",
        fate: Erased,
        says: "Linked sign-ins, access tokens, what is asked for as a second step, and codes that were sent to you.",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.identity WHERE person_id = $1"],
        export: rows!(
            r#"SELECT provider AS "Provider", subject AS "What they call you", email AS "Address there", linked_at AS "Linked",
                      used_at AS "Last used"
               FROM accounts.identity WHERE person_id = $1 ORDER BY linked_at"#
        ),
    },
    Table {
        name: "accounts.token",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.token WHERE person_id = $1"],
        export: rows!(
            r#"SELECT name AS "Name", scope AS "May", created_at AS "Made", expires_at AS "Runs out", last_used_at AS "Last used",
                      revoked_at AS "Revoked"
               FROM accounts.token WHERE person_id = $1 ORDER BY created_at"#
        ),
    },
    Table {
        name: "accounts.code",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.code WHERE person_id = $1"],
        export: rows!(
            r#"SELECT purpose AS "For", address AS "Sent to", tries AS "Wrong tries", expires_at AS "Runs out", used_at AS "Used"
               FROM accounts.code WHERE person_id = $1 ORDER BY purpose"#
        ),
    },
    Table {
        name: "accounts.departure",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.departure WHERE person_id = $1"],
        export: Nothing("It holds secrets of a sign-in under way, for ten minutes."),
    },
    Table {
        name: "accounts.arrival",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.arrival a WHERE a.person_id = $1
                     OR a.email = (SELECT p.email FROM accounts.person p WHERE p.id = $1)"],
        export: Nothing(
            "What a provider told us when you came, for half an hour; it is in your account and your linked sign-ins.",
        ),
    },
    Table {
        name: "accounts.authenticator",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.authenticator WHERE person_id = $1"],
        export: rows!(
            r#"SELECT begun_at AS "App set up", confirmed_at AS "In use since" FROM accounts.authenticator WHERE person_id = $1"#
        ),
    },
    Table {
        name: "accounts.recovery_code",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.recovery_code WHERE person_id = $1"],
        export: rows!(
            r#"SELECT count(*) AS "Recovery codes", count(used_at) AS "Used" FROM accounts.recovery_code
               WHERE person_id = $1 HAVING count(*) > 0"#
        ),
    },
    Table {
        name: "accounts.passkey",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.passkey WHERE person_id = $1"],
        export: rows!(
            r#"SELECT name AS "Passkey", added_at AS "Added", used_at AS "Last used" FROM accounts.passkey
               WHERE person_id = $1 ORDER BY added_at"#
        ),
    },
    Table {
        name: "accounts.ceremony",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.ceremony WHERE person_id = $1"],
        export: Nothing("What a device was asked to sign, for some minutes."),
    },
    Table {
        name: "accounts.half_sign_in",
        title: "Ways in",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM accounts.half_sign_in WHERE person_id = $1"],
        export: Nothing("It holds a secret of a sign-in under way, for ten minutes."),
    },
    Table {
        name: "accounts.block",
        title: "Blocked people",
        fate: Erased,
        says: "Whom you blocked, and who blocked you.",
        people: &["blocker_id", "blocked_id"],
        erase: &["DELETE FROM accounts.block WHERE blocker_id = $1 OR blocked_id = $1"],
        export: rows!(
            r#"SELECT p.handle AS "Handle", b.at AS "Blocked"
               FROM accounts.block b JOIN accounts.person p ON p.id = b.blocked_id WHERE b.blocker_id = $1 ORDER BY b.at"#
        ),
    },
];
