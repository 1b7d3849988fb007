//! The program `layerscope`: the core at a terminal, for people, CI, tests and bug reports.
//!
//! Tests that run in a browser build every program of the package, without the libraries of this one: there it does nothing.

#[cfg(not(target_arch = "wasm32"))]
#[path = "program.rs"]
mod program;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    program::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
