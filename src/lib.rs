//! Layerscope's core: what is inside a container image, layer by layer.
//!
//! One direction of imports, left to right: `source` → `compression` → `tar_format` → `archive` → `image` → `layer` → `tree`
//! → `search` → `view` → `content` → `waste` → `check` → `container` → `shell` → `report` → `sharing` → `compare` → `build_record` → `dto` → `workspace` → `wasm`.
//! Nothing imports to its right. See DESIGN.md.

pub mod archive;
pub mod build_record;
pub mod check;
pub mod compare;
pub mod compression;
pub mod container;
pub mod content;
pub mod dto;
pub mod image;
pub mod layer;
pub mod limits;
pub mod messages;
pub mod problem;
pub mod report;
pub mod search;
pub mod sharing;
pub mod shell;
mod sorting;
pub mod source;
pub mod tar_format;
pub mod text;
pub mod tree;
pub mod view;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod waste;
pub mod workspace;
