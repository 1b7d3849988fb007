//! A whole archive: index, images, every layer scanned, merged, hashed, every question asked.
#![no_main]

use layerscope::tree::ROOT;
use layerscope::view::{Mode, View};
use layerscope::workspace::Workspace;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut workspace) = Workspace::open("fuzz.tar", &bytes, &mut |_, _| {}) else { return };
    for image in 0..workspace.images().len().min(4) {
        if workspace.choose(image).is_err() || workspace.intake().scan_all(&bytes).is_err() {
            continue;
        }
        workspace.intake().hash_all(&bytes);
        workspace.session_mut().expand(ROOT, true, true);
        for height in 0..workspace.image().layers.len() {
            for mode in [Mode::Merged, Mode::Layer, Mode::Changes] {
                let (total, _, rows) = workspace.session_mut().rows(View { height, mode, ghosts: true }, 0, 100);
                assert!(rows.len() <= total);
            }
        }
        for node in workspace.tree().node_ids().take(50) {
            assert!(workspace.facts().life(node, 0).is_ok());
        }
        let documents = workspace.documents();
        let _ = (documents.history().table(0, true), documents.inspect());
        let _ = (workspace.facts().findings(), workspace.facts().image());
    }
});
