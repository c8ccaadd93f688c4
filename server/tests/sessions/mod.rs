//! What a store of sessions promises, with a cache in front of it and without; and what comes on top of that with one.

mod contract;
mod outage;
mod store;
