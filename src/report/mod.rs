//! What Docker and tar would print about an image: history, inspect, listings. Compared with theirs byte for byte.

mod dive;
mod history;
mod inspect;
mod listing;
mod paths;
mod tabwriter;
mod units;

pub use dive::DiveJson;
pub use history::{History, HistoryRow};
pub use inspect::{go_json, image_inspect, pretty};
pub use listing::{members_listing, merged_listing, write_merged_listing};
pub use paths::{changes, life};
pub use units::{human_duration, human_size, parse_time, rfc3339_nano, utc_time};
