//! What is tested from outside, against a real Postgres. One binary: it is linked once.

mod jobs;
