//! Amounts are written as everywhere: refusals say them too.

pub use contract::money;
