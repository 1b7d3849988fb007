//! The documents of an archive → images with names, platform, config, history and layers.

mod assemble;
mod attestation;
mod blobs;
mod commit_change;
mod config;
mod digest;
mod docker;
mod find;
mod history_step;
mod imported;
mod index_supplement;
mod json;
mod layer_order;
mod legacy;
mod loading;
mod manifest;
mod model;
mod oci;
mod outline;
mod pick;
mod reference;
mod rootfs;
mod schema1;
mod skopeo_dir;
mod unlisted;
mod v1;

pub use commit_change::{BadChange, Changes};
pub use config::{Config, History, command_of};
pub use digest::{chain_id, digest_text, sha256_digest};
pub use find::find;
pub use history_step::{BuildState, HistoryStep, commit_command};
pub use imported::imported_manifest;
pub use model::{ArchiveForm, Attestation, Image, Images, Layer, Loading, Pointer, Statement};
pub use pick::{pick, pick_pair};
pub use reference::{full_name, has_host, short_name, split_tag};
