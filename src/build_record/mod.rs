//! Build records, `.dockerbuild`: the steps of a build by BuildKit, their times and output, its sources, and the image it made.
//!
//! A record is an OCI layout of documents, none of which is a layer. A join with an image rests on digests; where it rests on texts
//! alone, it says so.

mod fold;
mod frames;
mod history_record;
mod image_link;
mod layer_step;
mod log;
mod model;
mod order;
mod proto;
mod provenance;
mod read;
mod rpc_error;
mod time;

pub use image_link::{LinkedBy, linked_by};
pub use layer_step::{LayerStep, StepBy, layer_steps};
pub use log::LogLine;
pub use model::{
    BuildError, BuildRecord, BuildResult, BuildSource, BuildStep, BuildWarning, Counts, Lines, Material, Pair,
    StepPart, StepState,
};
pub use read::read;
