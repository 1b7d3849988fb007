//! Lines typed in a container: each ends, what it does can be undone to the last byte and done again, and completion stays in the line.
#![no_main]

use layerscope::container::Time;
use layerscope_fuzz::sample;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

thread_local! {
    static WORKSPACE: RefCell<layerscope::workspace::Workspace> = RefCell::new(sample());
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    WORKSPACE.with_borrow_mut(|workspace| {
        let id = workspace.containers().run(None).expect("a container of the sample");
        workspace.containers().choose(Some(id)).expect("it is there");
        let digest =
            |workspace: &layerscope::workspace::Workspace| workspace.shown().container().map(|c| c.upper().digest());
        let before = digest(workspace);
        let now = Time { seconds: 1_800_000_000, nanos: 0 };
        // Lines end at NUL, so that one line may hold line breaks.
        for (number, line) in text.split('\0').take(16).enumerate() {
            let cursor = (0..=line.len() / 2).rev().find(|at| line.is_char_boundary(*at)).unwrap_or_default();
            let completion = workspace.shown().complete_line(line, cursor);
            assert!(completion.from <= cursor && line.is_char_boundary(completion.from));
            workspace.shown_mut().exec(line, now, number + 1).expect("a refusal is an exit status, not an error");
        }
        let after = digest(workspace);
        let mut steps = 0;
        while workspace.shown_mut().undo().expect("a container is shown") {
            steps += 1;
        }
        assert!(digest(workspace) == before, "undo leaves traces");
        for _ in 0..steps {
            assert!(workspace.shown_mut().redo().expect("a container is shown"));
        }
        assert!(digest(workspace) == after, "redo does something else");
        workspace.containers().remove(id).expect("it is there");
    });
});
