//! The blob of a build's progress: frames, each a length of four bytes (least byte first) and a `StatusResponse`.
//!
//! Its messages are decoded one at a time, so a hostile frame never takes more memory than one message.

use super::proto::{Vertex, VertexLog, VertexStatus, VertexWarning};
use crate::limits::BUILD_MESSAGE_BYTES;
use crate::problem::{Kind, Problem, Result};
use prost::bytes::Buf;
use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
use prost::{DecodeError, Message};

/// One message of a `StatusResponse`.
pub enum Event {
    Vertex(Vertex),
    Status(VertexStatus),
    Log(VertexLog),
    Warning(VertexWarning),
}

/// Passes all messages to `each`, in their order, until it fails. *Errors:* `CorruptBuildRecord` with the frame and the byte; `Limit`; those of
/// `each`. Earlier messages are sound.
pub fn read(blob: &[u8], each: &mut dyn FnMut(Event) -> Result<()>) -> Result<()> {
    let mut rest = blob;
    let mut number = 0usize;
    while !rest.is_empty() {
        number += 1;
        let at = blob.len() - rest.len();
        let place = Place { blob, number };
        let (length, after) =
            rest.split_first_chunk::<4>().ok_or_else(|| place.problem(at, "its length is cut short"))?;
        let length = u32::from_le_bytes(*length) as usize;
        let frame = after.get(..length).ok_or_else(|| {
            place.problem(at, &format!("it has {} of the {length} bytes that its length says", after.len()))
        })?;
        place.messages(frame, each)?;
        rest = after.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// A frame, for what is wrong in it.
struct Place<'b> {
    blob: &'b [u8],
    number: usize,
}

impl Place<'_> {
    fn problem(&self, at: usize, detail: &str) -> Box<Problem> {
        let detail = format!("frame {}: {detail}", self.number);
        Box::new(Problem::new(Kind::CorruptBuildRecord).at(at as u64).detail(detail))
    }

    /// The byte of the blob where a part of it starts.
    fn byte(&self, part: &[u8]) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.blob.as_ptr() as usize)
    }

    fn messages(&self, frame: &[u8], each: &mut dyn FnMut(Event) -> Result<()>) -> Result<()> {
        let mut rest = frame;
        while rest.has_remaining() {
            let at = self.byte(rest);
            let wrong = |error: DecodeError| self.problem(at, &error.to_string());
            let (tag, wire) = decode_key(&mut rest).map_err(wrong)?;
            if wire != WireType::LengthDelimited {
                skip_field(wire, tag, &mut rest, DecodeContext::default()).map_err(wrong)?;
                continue;
            }
            let length = usize::try_from(decode_varint(&mut rest).map_err(wrong)?).unwrap_or(usize::MAX);
            let message = rest.get(..length).ok_or_else(|| self.problem(at, "a message is longer than its frame"))?;
            rest.advance(length);
            if length > BUILD_MESSAGE_BYTES {
                let detail =
                    format!("frame {}: a message of {length} bytes, more than {BUILD_MESSAGE_BYTES}", self.number);
                return Err(Box::new(Problem::new(Kind::Limit).at(at as u64).detail(detail)));
            }
            let event = match tag {
                1 => Event::Vertex(Vertex::decode(message).map_err(wrong)?),
                2 => Event::Status(VertexStatus::decode(message).map_err(wrong)?),
                3 => Event::Log(VertexLog::decode(message).map_err(wrong)?),
                4 => Event::Warning(VertexWarning::decode(message).map_err(wrong)?),
                _ => continue,
            };
            each(event)?;
        }
        Ok(())
    }
}
