//! The page's views of a tree: rows, a treemap, a directory's diagram, a path's history, where a link leads.
//!
//! A view takes the tree as an argument and changes nothing in it. Text for people is made here.

mod diagram;
mod once;
mod path_history;
mod resolve_links;
mod rows;
mod sums;
mod text;
mod treemap;

pub use diagram::{CellState, Diagram, DiagramCell, DiagramLayer, DiagramName, Floor, diagram};
pub use path_history::{CopyInfo, PathHistory, VersionInfo, path_history};
pub use resolve_links::{FollowedLink, LinkEnd, ResolvedLink, ResolvedPath, resolve_link};
pub use rows::{Mode, Order, Row, Sort, Summary, View, Views};
pub use sums::TreemapBytes;
pub use text::{Xattr, device_text, marks, mode_text, octal_text, owner_text, shown_path, shown_xattr, strip};
pub use treemap::{Treemap, TreemapCell, TreemapQuery};
