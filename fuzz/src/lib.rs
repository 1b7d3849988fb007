//! Parts that the targets share: bytes as a task gets them, the decoders' target, and an opened image.

use layerscope::compression::{Codec, Decoder};
use layerscope::source::{Chunk, Feed, Span, Stream, Task, Window};
use layerscope::workspace::Workspace;
use std::task::Poll;

/// Decoded bytes looked at: more would only be slow.
const ENOUGH: usize = 8 << 20;

/// Does work over `bytes`, which are every file, and of which each request gets at most as many as `sizes` says next.
pub fn fed<T>(bytes: &[u8], mut sizes: impl Iterator<Item = usize>, work: impl AsyncFnOnce(Feed) -> T) -> T {
    let mut task = Task::new(work);
    loop {
        if let Poll::Ready(done) = task.poll() {
            return done;
        }
        let wanted = task.wanted();
        assert!(wanted.most > 0, "a request for nothing");
        let rest = usize::try_from(wanted.offset).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
        let given = sizes.next().unwrap_or(usize::MAX).min(wanted.most).min(rest.len());
        task.give(Ok(Chunk { bytes: rest[..given].to_vec(), file_len: bytes.len() as u64 }));
    }
}

/// Each request gets all that it asks for.
pub fn whole() -> impl Iterator<Item = usize> {
    std::iter::repeat(usize::MAX)
}

/// Chunks whose sizes the input itself says: 1 byte to 8 KiB, most of them small.
pub fn cut(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().cycle().map(|byte| 1 + usize::from(*byte).pow(2) / 8)
}

/// The page's sample image, all layers read.
pub fn sample() -> Workspace {
    let stored = include_bytes!("../../tests/fixtures/sample/sample.tar.gz").as_slice();
    let mut workspace = Workspace::open("sample.tar.gz", &stored, &mut |_, _| {}).expect("the sample opens");
    workspace.intake().scan_all(&stored).expect("its layers read");
    workspace
}

/// Decodes bytes: it ends, says where it stands, and what it gives does not depend on how its input comes.
pub fn drain(bytes: &[u8], codec: Codec) {
    let (all, sound) = decoded(bytes, whole(), codec);
    let (again, sound_again) = decoded(bytes, cut(bytes), codec);
    assert!(all == again, "chunks decode to other bytes");
    assert_eq!(sound, sound_again, "chunks hide damage");
}

/// The first bytes that are decoded, and whether no damage was met.
fn decoded(bytes: &[u8], sizes: impl Iterator<Item = usize>, codec: Codec) -> (Vec<u8>, bool) {
    fed(bytes, sizes, async |feed| {
        let window = Window::through(&feed, 0, Span { offset: 0, len: bytes.len() as u64 });
        let mut stream = Decoder::new(window, codec);
        let mut out = Vec::new();
        loop {
            match stream.fill().await {
                Ok(()) if stream.buffered().is_empty() => return (out, true),
                Ok(()) => out.extend_from_slice(stream.buffered()),
                Err(_) => return (out, false),
            }
            stream.consume(stream.buffered().len());
            assert_eq!(stream.position(), out.len() as u64);
            assert!(stream.stored() <= bytes.len() as u64);
            if out.len() >= ENOUGH {
                out.truncate(ENOUGH);
                return (out, true);
            }
        }
    })
}
