//! Which rows the page's tree has: a way of looking (merged, one layer, changes), which of its paths were chosen, in which
//! order, what is expanded, and the rows that follow.
//!
//! Rows are counted, not listed: each node knows how many rows it and what is below it take, so a page of rows is found by
//! stepping over what stands before it, and only the directories on that way are ever sorted.

mod flat_list;
mod list;
mod order;
mod row;
mod shown;
mod view;
mod views;

pub use order::{Order, Sort};
pub use row::Row;
pub use view::{Mode, Summary, View};
pub use views::Views;
