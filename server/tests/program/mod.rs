//! The built program in a process of its own: what it answers when it breaks, when it is stopped and when it is killed.

mod kill;
mod panic;
mod redis;
mod serve;
mod stop;
