//! The messages of a build's progress and of its error, with the fields that are shown; prost passes over all others.
//!
//! *Source of the field numbers:* BuildKit's `api/services/control/control.proto` and `solver/pb/ops.proto`; `google/rpc/status.proto`.

use prost::Message;

/// A point in time.
#[derive(Clone, PartialEq, Message)]
pub struct Timestamp {
    /// Since 1970, UTC.
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    /// 0 to 999,999,999.
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

/// A step.
#[derive(Clone, PartialEq, Message)]
pub struct Vertex {
    /// Of its operation.
    #[prost(bytes = "vec", tag = "1")]
    pub digest: Vec<u8>,
    /// Digests of the steps that it takes from.
    #[prost(bytes = "vec", repeated, tag = "2")]
    pub inputs: Vec<Vec<u8>>,
    #[prost(bytes = "vec", tag = "3")]
    pub name: Vec<u8>,
    #[prost(bool, tag = "4")]
    pub cached: bool,
    #[prost(message, optional, tag = "5")]
    pub started: Option<Timestamp>,
    #[prost(message, optional, tag = "6")]
    pub completed: Option<Timestamp>,
    #[prost(bytes = "vec", tag = "7")]
    pub error: Vec<u8>,
    #[prost(message, optional, tag = "8")]
    pub group: Option<ProgressGroup>,
}

/// Steps that are one instruction.
#[derive(Clone, PartialEq, Message)]
pub struct ProgressGroup {
    #[prost(bytes = "vec", tag = "1")]
    pub id: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub name: Vec<u8>,
}

/// A part of a step's work: a download, an export.
#[derive(Clone, PartialEq, Message)]
pub struct VertexStatus {
    #[prost(bytes = "vec", tag = "1")]
    pub id: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub vertex: Vec<u8>,
    #[prost(int64, tag = "4")]
    pub current: i64,
    #[prost(int64, tag = "5")]
    pub total: i64,
    #[prost(message, optional, tag = "7")]
    pub started: Option<Timestamp>,
    #[prost(message, optional, tag = "8")]
    pub completed: Option<Timestamp>,
}

/// Some output of a step.
#[derive(Clone, PartialEq, Message)]
pub struct VertexLog {
    #[prost(bytes = "vec", tag = "1")]
    pub vertex: Vec<u8>,
    #[prost(message, optional, tag = "2")]
    pub timestamp: Option<Timestamp>,
    /// 1 = standard output, 2 = standard error.
    #[prost(int64, tag = "3")]
    pub stream: i64,
    #[prost(bytes = "vec", tag = "4")]
    pub msg: Vec<u8>,
}

/// A warning of a frontend.
#[derive(Clone, PartialEq, Message)]
pub struct VertexWarning {
    #[prost(bytes = "vec", tag = "1")]
    pub vertex: Vec<u8>,
    #[prost(bytes = "vec", tag = "3")]
    pub short: Vec<u8>,
    #[prost(bytes = "vec", repeated, tag = "4")]
    pub detail: Vec<Vec<u8>>,
    #[prost(bytes = "vec", tag = "5")]
    pub url: Vec<u8>,
    #[prost(message, optional, tag = "6")]
    pub info: Option<SourceInfo>,
    #[prost(message, repeated, tag = "7")]
    pub ranges: Vec<Range>,
}

/// A file that the frontend read.
#[derive(Clone, PartialEq, Message)]
pub struct SourceInfo {
    #[prost(bytes = "vec", tag = "1")]
    pub filename: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub data: Vec<u8>,
}

/// Lines of such a file.
#[derive(Clone, PartialEq, Message)]
pub struct Range {
    #[prost(message, optional, tag = "1")]
    pub start: Option<Position>,
    #[prost(message, optional, tag = "2")]
    pub end: Option<Position>,
}

/// A place in it; lines count from 1.
#[derive(Clone, PartialEq, Message)]
pub struct Position {
    #[prost(int32, tag = "1")]
    pub line: i32,
}

/// The error of a build, as gRPC tells it.
#[derive(Clone, PartialEq, Message)]
pub struct RpcStatus {
    #[prost(int32, tag = "1")]
    pub code: i32,
    #[prost(bytes = "vec", tag = "2")]
    pub message: Vec<u8>,
    #[prost(message, repeated, tag = "3")]
    pub details: Vec<Any>,
}

/// A value with the name of its type.
#[derive(Clone, PartialEq, Message)]
pub struct Any {
    #[prost(bytes = "vec", tag = "1")]
    pub type_url: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub value: Vec<u8>,
}
