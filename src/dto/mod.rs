//! Plain data that crosses to the page: shapes and conversions of one value, no state.

mod artifact;
mod build;
mod compare;
mod container;
mod image;
mod import;
mod layer;
mod origin;
mod problem;
mod report;
mod rows;
mod shell;
mod upper;
mod waste;

pub use artifact::{AnnotationInfo, ArtifactInfo, BlobInfo, EntryInfo, SubjectInfo};
pub use build::{BuildChoice, BuildInfo, BuiltImage, ImageBuild};
pub use compare::{Compared, ComparedPage, ComparedRow};
pub use container::{Applied, Commit, ContainerInfo, EffectInfo, RefusalInfo, Removed, Written};
pub use image::{AttestationInfo, ImageChoice, ImageInfo, MemberInfo, Opened, StackItem, StatementInfo, StoreInfo};
pub use import::{FitInfo, ImportPlace, Imported, RemarkInfo};
pub use layer::{AsideFile, LargeFile, LayerInfo, LayerState, VerifyState};
pub use origin::{BaseInfo, LayersInfo, MaterialInfo, OriginInfo};
pub use problem::{Finding, ProblemInfo};
pub use report::ReportKind;
pub use rows::{RowsPage, RowsQuery};
pub use shell::{Executed, Printed};
pub use upper::{UpperLine, UpperPage};
pub use waste::{CauseInfo, LayerWaste, WasteInfo};
