//! `images`, `history`, `image`, `members`, `verify`: what the documents say, as Docker and tar print it, and whether the bytes keep it.

use super::chosen::{Archive, Chosen, Format, OneImage, now, time};
use super::output::{print, print_either, print_json};
use super::stores::{Whose, size_lines, sizes};
use super::words::word;
use clap::Args;
use layerscope::problem::Result;
use layerscope::report::members_listing;
use layerscope::text::short_digest;
use layerscope::workspace::{ImageInfo, Proof};

/// Arguments of `images`.
#[derive(Args)]
pub struct Images {
    #[command(flatten)]
    archive: Archive,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `history`.
#[derive(Args)]
pub struct History {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    whose: Whose,
    #[arg(long)]
    no_trunc: bool,
    #[arg(long, value_name = "FORMAT", value_parser = ["json"], conflicts_with = "json")]
    format: Option<String>,
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    now: Option<i64>,
    #[command(flatten)]
    json: Format,
}

/// Arguments of `image`.
#[derive(Args)]
pub struct Inspect {
    #[command(flatten)]
    one: OneImage,
    #[command(flatten)]
    whose: Whose,
    #[arg(long, conflicts_with_all = ["store", "engine"])]
    sizes: bool,
}

impl Images {
    pub fn answer(self) -> Result<u8> {
        let mut session = self.archive.open()?;
        let mut images = Vec::new();
        for index in 0..session.workspace.images().len() {
            session.workspace.choose(index)?;
            session.workspace.intake().scan_all(&session.input)?;
            images.push(session.workspace.facts().image());
        }
        session.notes();
        print_either(self.format.json, &images, |images| images.iter().map(image_lines).collect())?;
        Ok(0)
    }
}

fn image_lines(image: &ImageInfo) -> String {
    let names = if image.names.is_empty() { "<none>".into() } else { image.names.join(",") };
    let (attestation_word, unknown) = (word("attestation"), word("unknown"));
    let platform = image.platform.as_deref().unwrap_or(&unknown);
    let (id, layers, size) = (short_digest(&image.id), image.layers.len(), image.size.unwrap_or(0));
    let mut out = format!("{names}\t{platform}\t{id}\t{layers}\t{size}\n");
    for attestation in &image.attestations {
        let predicates: Vec<&str> = attestation.statements.iter().map(|s| s.predicate.as_str()).collect();
        out.push_str(&format!(
            "  {attestation_word}\t{}\t{}\n",
            short_digest(&attestation.digest),
            predicates.join(",")
        ));
    }
    out
}

impl History {
    pub fn answer(self) -> Result<u8> {
        let mut session = self.chosen.scanned()?;
        let printer = self.whose.printer(&mut session, false);
        let history = session.workspace.documents().history(printer);
        let now = now(self.now);
        if self.json.json {
            print_json(&history.rows)?;
        } else if self.format.is_some() {
            print(&history.json_lines(now, self.no_trunc));
        } else {
            print(&history.table(now, self.no_trunc));
        }
        Ok(0)
    }
}

impl Inspect {
    /// Prints the JSON of docker image inspect, with --json and without it; or the four sizes.
    pub fn answer(self) -> Result<u8> {
        let mut session = self.one.chosen.scanned()?;
        if self.sizes {
            print_either(self.one.format.json, &sizes(&mut session), size_lines)?;
            return Ok(0);
        }
        let printer = self.whose.printer(&mut session, self.one.chosen.has_platform());
        print(&session.workspace.documents().inspect(printer));
        Ok(0)
    }
}

/// `members`
pub fn members(args: &OneImage) -> Result<u8> {
    let session = args.chosen.open()?;
    session.notes();
    if args.format.json {
        print_json(&session.workspace.documents().members(0, usize::MAX))?;
    } else {
        print(&members_listing(session.workspace.session().archive()));
    }
    Ok(0)
}

/// `verify`
pub fn verify(args: &OneImage) -> Result<u8> {
    let mut session = args.chosen.open()?;
    session.workspace.intake().hash_all(&session.input);
    session.notes();
    let (proofs, proven) = session.workspace.checker().proofs();
    print_either(args.format.json, &proofs, |proofs| proofs.iter().map(proof_line).collect())?;
    Ok(u8::from(!proven))
}

fn proof_line(proof: &Proof) -> String {
    let word = word(if proof.ok { "verify.ok" } else { "verify.wrong" });
    format!("{}\t{}\t{word}\n", proof.expected, proof.found.as_deref().unwrap_or("-"))
}
