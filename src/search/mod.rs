//! A small language for finding paths, and the paths that a query finds.
//!
//! # The language
//!
//! Terms follow each other, and all of them must hold; `-` before a term turns it round. Quotes keep spaces together,
//! and what begins with one is text, whatever it looks like: `"[draft] a.txt"`. An empty query finds everything.
//!
//! | term | finds |
//! |---|---|
//! | `passwd`, `path:"a b"` | paths that contain it, folders’ names among them. Capitals matter once there is one |
//! | `*.so`, `lib?.a`, `[a-c]*`, `*.{c,h}` | names that are like it; with a `/` whole paths: `/etc/**/*.conf`, `etc/*.d` |
//! | `/\.py[co]$/`, `re:^/usr/s?bin/` | paths in which the regular expression is found; between slashes if it looks like one, for `/etc/` is text |
//! | `size:>10M`, `>10M`, `size:1k..2k`, `size:0` | by bytes; units count as Docker's, 1k = 1000; `KiB`, `MiB` … too. Directories: all below |
//! | `kind:file`, `kind:file,symlink` | by what it is: `dir symlink hardlink char block fifo other` |
//! | `owner:1000`, `owner:0:42`, `group:42` | by user, user and group, group, as numbers |
//! | `mode:4755`, `mode:setuid` | by permissions: octal, or `setgid sticky world-writable executable` |
//! | `time:>2024-01-01`, `time:2023-05`, `time:2020..2022` | by time, UTC: a year, month, day or minute, `2024-01-01T12:30` |
//! | `layer:3`, `layer:>3`, `layer:2..4` | what is shown comes from that layer; 1 = base |
//! | `touched:3` | that layer did something to the path itself |
//! | `change:added`, `change:content,attributes` | what the view's layer did: also `removed replaced hidden unchanged` |
//! | `reason:mode` | why it counts as changed: `content size mtime mode owner xattrs target device type` |
//! | `is:dead`, `is:gone` | stores bytes that the top no longer shows; no longer there at this height |
//!
//! Names are looked at as the page shows them (`caf\351`), so what was copied from it is found.
//!
//! Everything is matched in time that grows with the names, however a query is made: regular expressions have no backtracking.

mod error;
mod filter;
mod marks;
mod parse;
mod pattern;
mod query;
mod typed_query;
mod values;

pub use error::{QueryError, QueryErrorKind};
pub use filter::{Became, Chosen, Scope};
pub use query::Query;
pub use typed_query::Search;
