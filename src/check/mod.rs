//! Rules that an image passes or fails: bounds on dead bytes, findings that are not allowed, and the rules that dive's `--ci` has.

mod bounds;
mod dive_ci;
mod measured;
mod rule_result;
mod rules;

pub use bounds::{parse_share, parse_size};
pub use dive_ci::DiveRules;
pub use measured::Measured;
pub use rule_result::{Bound, RuleOutcome, RuleResult, RuleSource};
pub use rules::{Checked, Rules};
