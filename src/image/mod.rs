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
mod index_supplement;
pub(crate) mod json;
mod layer_order;
mod legacy;
mod manifest;
mod model;
mod oci;
mod outline;
mod pick;
mod rootfs;
mod schema1;
mod skopeo_dir;
mod unlisted;
mod v1;

pub(crate) use attestation::is_descriptor as is_attestation;
pub(crate) use blobs::blob;
pub use commit_change::{BadChange, Changes};
pub use config::{Config, History, command_of};
pub use digest::{chain_id, digest_text, sha256_digest};
pub use find::find;
pub use history_step::{BuildState, HistoryStep, commit_command};
pub use model::{ArchiveForm, Attestation, Image, Images, Layer, Statement};
pub use pick::{pick, pick_pair};
