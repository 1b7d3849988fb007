//! One page to print: static HTML with its style inside, no script, and a policy that lets it load nothing. Every text is escaped.

mod words;

use super::model::{CauseFacts, DeadFacts, LayerFacts, ReportFacts};
use super::{human_size, parse_time, utc_time};
use crate::messages::Language;
use crate::text::display_text;
use crate::waste::Advice;
use words::Words;

/// Rows of each table: as many as one sheet of paper has room for.
const LAYERS: usize = 20;
const ROWS: usize = 6;
const ADVICE: usize = 3;
const FINDINGS: usize = 4;
/// Characters of a command, of a path and of Dockerfile text; and lines of that text.
const COMMAND: usize = 84;
const PATH: usize = 34;
const CODE: usize = 280;
const LINES: usize = 6;

const STYLE: &str = "@page{size:A4;margin:10mm}@media print{body{padding:0!important}}\
*{box-sizing:border-box}body{font:8.5pt/1.25 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:198mm;margin:0 auto;padding:4mm}\
h1{font-size:16pt;margin:0}h2{font-size:10.5pt;margin:2.5mm 0 .8mm;border-bottom:.3mm solid #888;break-after:avoid}\
p{margin:1mm 0}.id,code,td.p{font-family:ui-monospace,monospace;font-size:7.5pt;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:600;color:#444;white-space:nowrap}\
th,td{padding:.25mm 2mm .25mm 0;vertical-align:top;border-bottom:.1mm solid #ddd}tr{break-inside:avoid}\
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\
dl{display:grid;grid-template-columns:max-content minmax(0,1fr) max-content minmax(0,1fr);overflow-wrap:anywhere;gap:.5mm 3mm;margin:2mm 0}dt{color:#555}dd{margin:0}\
td.p{white-space:nowrap;font-size:6.8pt}\
.bar{width:34mm;min-width:34mm}.bar i{display:inline-block;height:2.6mm;background:#4a6fa5;print-color-adjust:exact;-webkit-print-color-adjust:exact}\
.bar i.d{background:linear-gradient(-45deg,#b3541e 25%,#f0d9c8 0 50%,#b3541e 0 75%,#f0d9c8 0) 0 0/1.4mm 1.4mm}\
pre{margin:.5mm 0;padding:1mm 2mm;background:#f4f4f2;white-space:pre-wrap;overflow-wrap:anywhere;font-size:6.8pt}\
@media(max-width:600px){dl{grid-template-columns:max-content minmax(0,1fr)}div.two{grid-template-columns:minmax(0,1fr)}td.p{white-space:normal}}\
section.a{break-inside:avoid;margin:1.5mm 0}.two{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));column-gap:5mm}footer{margin-top:3mm;color:#555;font-size:8pt}";

/// The page. `files`: the largest of the merged view with their bytes and layers; `now`: seconds since 1970.
pub fn html(facts: &ReportFacts, files: &[(String, u64, usize)], language: Language, now: i64) -> String {
    let words = &Words(language);
    let image = &facts.image;
    let unnamed = words.get("report.unnamed");
    let name = image.names.first().unwrap_or(&unnamed);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{}</title><style>{STYLE}</style></head><body>\n<h1>{}</h1>\n",
        language.tag(),
        escaped(&format!("{name} · {}", words.get("report.title"))),
        escaped(name),
    );
    let more = image.names.get(1..).unwrap_or_default().join(", ");
    if !more.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&cut(&more, 300))));
    }
    out.push_str(&format!("<p class=\"id\">{}</p>\n<dl>", escaped(&image.id)));
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let config = |key: &str| facts.config.pointer(&format!("/config/{key}")).map(text);
    let facts_of = [
        ("image.platform", image.platform.clone()),
        (
            "image.created",
            image.created.as_deref().map(|created| {
                parse_time(created).map_or_else(|| created.to_owned(), |at| format!("{} UTC", utc_time(at)))
            }),
        ),
        ("size.download", Some(four(words, "download", image.sizes.download))),
        ("size.content", Some(four(words, "content", image.sizes.content))),
        ("size.unpacked", Some(four(words, "unpacked", image.sizes.unpacked))),
        ("size.disk", Some(four(words, "disk", image.sizes.disk))),
        ("image.dead", Some(share(words, facts.waste.dead, image.size))),
        ("image.layers", Some(facts.layers.len().to_string())),
        ("dive", Some(dive(words, facts))),
        ("image.author", Some(image.author.clone())),
        ("ENTRYPOINT", config("Entrypoint")),
        ("CMD", config("Cmd")),
        ("USER", config("User")),
        ("WORKDIR", config("WorkingDir")),
    ];
    for (term, value) in facts_of {
        if let Some(value) = value.filter(|v| !["", "null"].contains(&v.as_str())) {
            out.push_str(&format!(
                "<dt>{}</dt><dd>{}</dd>",
                words.get(term),
                escaped(&cut(&display_text(&value), COMMAND))
            ));
        }
    }
    out.push_str("</dl>\n");
    stack(&mut out, words, &facts.layers);
    out.push_str("<div class=two><div>");
    waste(&mut out, words, facts);
    out.push_str("</div><div>");
    largest(&mut out, words, files);
    out.push_str("</div></div>\n");
    advice(&mut out, words, &facts.advice, facts.layers.len());
    let grave = facts.findings.iter().filter(|f| f.severity != crate::problem::Severity::Info);
    let list: String = grave
        .take(FINDINGS)
        .map(|f| format!("<li>{}</li>", escaped(&cut(&f.problem.message_in(language), 240))))
        .collect();
    if !list.is_empty() {
        out.push_str(&format!("<h2>{}</h2><ul>{list}</ul>\n", words.get("report.findings")));
    }
    let about = [&*facts.archive.name, &format!("{} UTC", utc_time(now)), &*words.get("report.made")].join(" · ");
    out.push_str(&format!("<footer>{}</footer></body></html>\n", escaped(&about)));
    out
}

/// One of the four sizes with its meaning; an unknown one with the reason.
fn four(words: &Words, name: &str, bytes: Option<u64>) -> String {
    let text = |end: &str| words.get(&format!("size.{name}.{end}"));
    bytes.map_or_else(|| text("unknown"), |bytes| format!("{}. {}", sized(bytes), text("meaning")))
}

fn dive(words: &Words, facts: &ReportFacts) -> String {
    let dive = &facts.waste.dive;
    format!("{:.4}, {}", dive.efficiency, words.with("report.wasted", &[("size", &human_size(dive.wasted_bytes))]))
}

/// The newest layer on top, as on the page.
fn stack(out: &mut String, words: &Words, layers: &[LayerFacts]) {
    let [layer, made, size] = ["report.layer", "report.instruction", "image.size"].map(|key| words.get(key));
    out.push_str(&format!(
        "<h2>{}</h2><table><tr><th>{layer}<th>{made}<th class=n>{size}<th>",
        words.get("image.layers")
    ));
    let most = layers.iter().filter_map(|l| l.size).max().unwrap_or(0).max(1);
    for layer in layers.iter().rev().take(LAYERS) {
        let dead = layer.dead.min(layer.size.unwrap_or(0));
        let width = |bytes: u64| (u128::from(bytes) * 1000 / u128::from(most)) as f64 / 10.0;
        let size = layer.size.map_or_else(|| words.get("report.unread"), human_size);
        out.push_str(&format!(
            "<tr><td class=n>{}<td class=p>{}<td class=n>{size}<td class=bar><i style=\"width:{}%\"></i><i class=d style=\"width:{}%\"></i>\n",
            layer.index + 1,
            escaped(&cut(&layer.instruction, COMMAND)),
            width(layer.size.unwrap_or(0) - dead),
            width(dead),
        ));
    }
    out.push_str("</table>\n");
    rest(out, words, "report.moreBelow", layers.len(), LAYERS);
    out.push_str(&format!("<p>{}</p>\n", words.get("report.hatched")));
}

fn waste(out: &mut String, words: &Words, facts: &ReportFacts) {
    out.push_str(&format!("<h2>{}</h2>\n", words.get("report.dead")));
    if facts.waste.dead == 0 {
        out.push_str(&format!("<p>{}</p>\n", words.get("waste.none.text")));
        return;
    }
    let sum = |cause: &CauseFacts| format!("{} {}", words.cause(cause.cause, cause.why), human_size(cause.bytes));
    let sums: Vec<String> = facts.waste.causes.iter().map(sum).collect();
    out.push_str(&format!("<p>{}</p>\n", sums.join(" · ")));
    if !facts.waste.certain {
        out.push_str(&format!("<p>{}</p>\n", words.get("waste.unhashed")));
    }
    let columns = ["report.path", "dead.layer", "dead.hiddenBy", "report.bytes"];
    let [path, stored, hidden_by, bytes] = columns.map(|key| words.get(key));
    out.push_str(&format!("<table><tr><th>{path}<th class=n>{stored}<th class=n>{hidden_by}<th class=n>{bytes}\n"));
    for DeadFacts { path, layer, hidden_by, bytes, .. } in facts.waste.largest.iter().take(ROWS) {
        out.push_str(&format!(
            "<tr><td class=p>{}<td class=n>{}<td class=n>{}<td class=n>{}\n",
            escaped(&tail(path)),
            layer + 1,
            hidden_by + 1,
            human_size(*bytes),
        ));
    }
    out.push_str("</table>\n");
    rest(out, words, "report.more", facts.waste.paths, ROWS);
}

fn advice(out: &mut String, words: &Words, advice: &[Advice], layers: usize) {
    if advice.is_empty() {
        return;
    }
    out.push_str(&format!("<h2>{}</h2>\n", words.get("advice.title")));
    // A tall stack leaves less room.
    let most = if layers > LAYERS / 2 { ADVICE - 1 } else { ADVICE };
    for one in advice.iter().take(most) {
        let largest = one.sample.first().map_or("", |sample| &sample.path);
        out.push_str(&format!(
            "<section class=a><p><b>{}</b> {} <span class=id>{}</span></p>",
            escaped(&words.advice(one.kind)),
            escaped(&words.saves(one.bytes, one.paths)),
            escaped(&tail(largest)),
        ));
        out.push_str("<div class=two>");
        let names = ["advice.from", "advice.into"].map(|key| words.get(key));
        for (name, text) in names.iter().zip([&one.from, &one.into]).filter(|(_, text)| !text.is_empty()) {
            out.push_str(&format!("<div>{name}<pre>{}</pre></div>", escaped(&some_lines(text))));
        }
        let price = if one.rebased { words.get("advice.rebased") } else { String::new() };
        out.push_str(&format!("</div>{price}</section>\n"));
    }
    rest(out, words, "report.more", advice.len(), most);
}

/// A line with the number of rows that have no room.
fn rest(out: &mut String, words: &Words, key: &str, all: usize, shown: usize) {
    if all > shown {
        out.push_str(&format!("<p>{}</p>\n", words.with(key, &[("n", &(all - shown))])));
    }
}

fn largest(out: &mut String, words: &Words, files: &[(String, u64, usize)]) {
    let [path, layer, bytes] = ["report.path", "report.layer", "report.bytes"].map(|key| words.get(key));
    out.push_str(&format!(
        "<h2>{}</h2><table><tr><th>{path}<th class=n>{layer}<th class=n>{bytes}\n",
        words.get("report.largest")
    ));
    for (path, size, layer) in files.iter().take(ROWS) {
        let path = escaped(&tail(path));
        out.push_str(&format!("<tr><td class=p>{path}<td class=n>{}<td class=n>{}\n", layer + 1, human_size(*size)));
    }
    out.push_str("</table>\n");
}

fn sized(bytes: u64) -> String {
    format!("{} ({bytes} B)", human_size(bytes))
}

fn share(words: &Words, part: u64, whole: u64) -> String {
    let percent = if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 };
    format!("{}, {}", sized(part), words.with("report.share", &[("percent", &format_args!("{percent:.1}"))]))
}

/// The first lines of Dockerfile text.
fn some_lines(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().take(LINES).collect();
    if text.lines().count() > LINES {
        lines.push("…");
    }
    cut(&lines.join("\n"), CODE)
}

/// The beginning of a text.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The end of a path: it says which file it is.
fn tail(path: &str) -> String {
    let count = path.chars().count();
    if count <= PATH {
        return path.to_owned();
    }
    format!("…{}", path.chars().skip(count - PATH).collect::<String>())
}

/// Text as it may stand in HTML, in an attribute's quotes too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
