//! A query's text: a fault lies within the text, a mark within the name, and a view shows the paths that the query finds.
#![no_main]

use layerscope::search::Query;
use layerscope::view::{Mode, View, marks};
use layerscope::workspace::{RowsQuery, Workspace};
use layerscope_fuzz::sample;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

const NAMES: [&str; 5] = ["passwd", "a b", "caf\\351.so", "𝄞 ключ", ""];

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::new(sample());
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    WORKSPACE.with_borrow_mut(|workspace| {
        let layers = workspace.image().layers.len();
        let units = |text: &str| text.encode_utf16().count();
        match Query::parse(&text, layers) {
            Ok(query) => {
                for name in NAMES {
                    let mut end = 0;
                    for (from, len) in marks(&query, "/etc", name) {
                        assert!(from >= end && len > 0, "marks stand in order, apart from each other");
                        end = from + len;
                    }
                    assert!(end as usize <= units(name), "a mark ends in its name");
                }
            }
            Err(error) => assert!(error.at + error.len <= units(&text), "a fault lies in the text"),
        }
        let view = View { height: layers - 1, mode: Mode::Merged, ghosts: true };
        let page =
            workspace.session_mut().ask(RowsQuery { query: text.into_owned(), flat: true, ..view.into() }, 0, 50);
        assert!(page.rows.len() <= page.total);
        if page.wrong.is_none() {
            let found = page.matches.unwrap_or(page.total as u64);
            assert_eq!(page.total as u64, found, "a list has one row for each path that is found");
        }
    });
});
