//! `--store` and `--engine`: whose output is printed; `--sizes`: the four sizes of the image.

use super::chosen::OpenArchives;
use super::words::{language, note, say, word};
use super::wrong_usage;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use layerscope::messages;
use layerscope::report::{Engine, Printer, Sizes, Store};
use serde::de::DeserializeOwned;

/// The store and the version whose output is printed.
#[derive(Args, Clone, Copy)]
pub struct Whose {
    #[arg(long, value_name = "STORE", value_parser = one_of::<Store>(&["graph", "containerd"]))]
    store: Option<Store>,
    #[arg(long, value_name = "VERSION", value_parser = one_of::<Engine>(&["20.10", "28"]))]
    engine: Option<Engine>,
}

fn one_of<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    names: &[&'static str],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names).try_map(|name| serde_json::from_value(name.into()))
}

impl Whose {
    /// The printer for the chosen image; what it can't say is a note. Ends the program when 20.10 is asked for the other store.
    pub fn printer(self, session: &mut OpenArchives, by_platform: bool) -> Printer {
        let engine = self.engine.unwrap_or_default();
        let old = engine == Engine::Docker20;
        if old && self.store == Some(Store::Containerd) {
            wrong_usage::exit(&word("store.too-old"));
        }
        let own = if old { Store::Graph } else { session.workspace.documents().printer().store };
        let printer = Printer { store: self.store.unwrap_or(own), engine, by_platform };
        learn_digests(session, printer);
        let image = session.workspace.image();
        if printer.store == Store::Containerd && session.workspace.documents().held(printer).target.is_none() {
            note(&word("store.unknown-id"));
        } else if self.store.is_some() && !printer.store.loads(image) {
            note(&word("store.not-loaded"));
        }
        printer
    }
}

/// The digests of compressed layers of manifest.json are known only once their bytes are read.
fn learn_digests(session: &mut OpenArchives, printer: Printer) {
    let listed = session.workspace.image().loading.listed;
    if listed && session.workspace.documents().held(printer).target.is_none() {
        session.workspace.intake().hash_all(&session.input);
    }
}

/// The four sizes of the chosen image.
pub fn sizes(session: &mut OpenArchives) -> Sizes {
    let printer = session.workspace.documents().printer();
    learn_digests(session, printer);
    session.workspace.documents().held(printer).sizes()
}

/// A line a size, with its meaning.
pub fn size_lines(sizes: &Sizes) -> String {
    let all =
        [("download", sizes.download), ("content", sizes.content), ("unpacked", sizes.unpacked), ("disk", sizes.disk)];
    let line = |(name, bytes): (&str, Option<u64>)| {
        let text = |key: String| messages::text(language(), &key, &[]);
        let meaning = text(format!("size.{name}.{}", if bytes.is_some() { "meaning" } else { "unknown" }));
        let bytes = bytes.map_or_else(|| word("unknown"), |bytes| bytes.to_string());
        say("size.line", &[("name", &text(format!("size.{name}"))), ("bytes", &bytes), ("meaning", &meaning)]) + "\n"
    };
    all.into_iter().map(line).collect()
}
