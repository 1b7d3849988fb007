//! The core through its JavaScript boundary, in a dedicated worker of a real browser. The bytes of files are in memory here: slicing real
//! ones is the page's job.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod containers;
mod page;
mod reading;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_dedicated_worker);
