//! Differences of two images: layers, tops, config and history; and whether one is a mere rebuild of the other.

mod comparison;
mod config;
mod files;
mod layers;
mod shared_layers;
mod side;
mod sums;
mod twins;

pub use comparison::{Comparison, Outcome, Sizes, Unread, Verdict, compare};
pub use config::Setting;
pub use files::{Difference, Status};
pub use layers::{LayerPair, StepPair};
pub use side::{Read, Side};
pub use sums::{Sum, Sums};
