-- Whose role asks for a second step: the least one, or none.
CREATE TABLE accounts.second_step_rule (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    least text CHECK (least IN ('moderator', 'admin'))
);
