//! Opens an archive and prints each layer of its first image: number, bytes, instruction.
//!
//! `cargo run --example layers -- image.tar`

use layerscope::messages::Language;
use layerscope::problem::Result;
use layerscope::source::ReadAt;
use layerscope::workspace::Workspace;
use std::fs::File;

fn main() -> Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "image.tar".into());
    let file = File::open(&path)?;
    let source: &dyn ReadAt = &file;

    // The documents are read here; the layers not yet.
    let mut workspace = Workspace::open(&path, source, &mut |_, _| {})?;
    // Every layer's tar is walked and merged, in this thread. A page gives this work to its workers.
    workspace.intake().scan_all(&source)?;

    let image = workspace.facts().image();
    println!("{} {}", image.id, image.names.join(" "));
    for layer in &image.layers {
        let size = layer.size.map_or("?".to_owned(), |bytes| bytes.to_string());
        println!("{}\t{size}\t{}", layer.index, layer.instruction);
    }
    for finding in workspace.facts().findings() {
        println!("note: {}", finding.line(Language::English));
    }
    Ok(())
}
