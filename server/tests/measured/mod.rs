//! What is measured from inside: `scripts/bench-bookings`. It is compiled with the tests, so that it goes on compiling.

mod bookings;
