use crate::choice::choice;

choice! {
    /// How much the author knows of the language.
    Level, "level" {
        Beginner = "beginner", "Beginner";
        Intermediate = "intermediate", "Intermediate";
        Advanced = "advanced", "Advanced";
    }
}

choice! {
    /// How soon the author hopes for a review. What is urgent has a head start in the queue.
    Urgency, "urgency" {
        Whenever = "whenever", "Whenever someone has time";
        ThisWeek = "this_week", "This week";
        Stuck = "stuck", "It fails and I am stuck";
    }
}

choice! {
    /// Who may read a submission.
    Visibility, "visibility" {
        Public = "public", "Everyone";
        Link = "link", "Only people with the link";
    }
}

choice! {
    /// What a thread is about.
    Kind, "kind of comment" {
        Bug = "bug", "Bug";
        Improvement = "improvement", "Improvement";
        Question = "question", "Question";
        Praise = "praise", "Praise";
    }
}

choice! {
    /// Where a thread stands.
    ThreadState, "state of a thread" {
        Open = "open", "Open";
        /// The author says it is done; the one who opened it has not looked yet.
        Verify = "verify", "To verify";
        Fixed = "fixed", "Settled";
        Dropped = "dropped", "Dropped";
    }
}

choice! {
    /// What a reviewer says of an iteration as a whole.
    Verdict, "verdict" {
        ShipIt = "ship_it", "Ship it";
        FixThenShip = "fix_then_ship", "Fix it, then ship it";
        NeedsWork = "needs_work", "Needs work";
    }
}

choice! {
    /// What an author says of a review.
    Rated, "rating" {
        Great = "great", "Great";
        Good = "good", "Good";
        Acceptable = "acceptable", "Acceptable";
        Problematic = "problematic", "Problematic";
    }
}
