//! Texts about an image: history, inspect and listings as Docker and tar print them, byte for byte; and our own reports.

mod csv;
mod dive;
mod dockerfile;
mod engine;
mod history;
mod html;
mod inspect;
mod json;
mod listing;
mod model;
mod paths;
mod sizes;
mod tabwriter;
mod units;

pub use csv::{csv_dead, csv_dead_head, csv_file, csv_files_head, csv_layers};
pub use dive::DiveJson;
pub use dockerfile::dockerfile;
pub use engine::{Engine, HeldImage, Printer, Store, Target};
pub use history::{History, HistoryRow};
pub use html::html;
pub use inspect::{go_json, image_inspect, pretty};
pub use json::{json_file, json_head, json_tail, safe_json, safe_json_pretty};
pub use listing::{members_listing, merged_listing, write_merged_json, write_merged_listing};
pub use model::{
    ArchiveFacts, CauseFacts, DeadFacts, FileFacts, FindingFacts, HistoryFacts, ImageFacts, LayerFacts, ReportFacts,
    SCHEMA, WasteFacts,
};
pub use paths::{ChangedPath, Word, changed_paths, changes, changes_in, life, life_in};
pub use sizes::Sizes;
pub use units::{human_duration, human_size, parse_time, rfc3339, rfc3339_nano, utc_time};
