//! `images`, `history`, `image`, `members`, `verify`: what the documents say, as Docker and tar print it, and whether the bytes keep it.

use super::chosen::{Archive, Chosen, Format, now, time};
use super::output::{print, print_either, print_json};
use clap::Args;
use layerscope::error::Result;
use layerscope::report::members_listing;
use layerscope::text::short_digest;
use layerscope::workspace::{ImageInfo, Proof};

/// List the images: tags, platform, id, layers, size
///
/// A line an image: tags, platform, id, count of layers, size. Attestations follow their image.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope images image.tar
  layerscope images --json image.tar

Exit status:
  0  the images are listed
  1  the archive can't be read
  2  wrong usage")]
pub struct Images {
    #[command(flatten)]
    archive: Archive,
    #[command(flatten)]
    format: Format,
}

/// Print what docker history prints
#[derive(Args)]
#[command(after_long_help = "\
--json prints one array, newest step first: id, created (seconds since 1970), createdBy, size, comment.
--format json prints the lines that docker history --format json prints.

Examples:
  layerscope history image.tar
  layerscope history --no-trunc --format json --image app:2 images.tar

Exit status:
  0  the history is printed
  1  the archive can't be read, or has no such image
  2  wrong usage")]
pub struct History {
    #[command(flatten)]
    chosen: Chosen,
    /// Print whole commands and ids
    #[arg(long)]
    no_trunc: bool,
    /// Print the lines that docker prints for this format
    #[arg(long, value_name = "FORMAT", value_parser = ["json"], conflicts_with = "json")]
    format: Option<String>,
    /// The time that ages are counted to [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    now: Option<i64>,
    #[command(flatten)]
    json: Format,
}

/// Print what docker image inspect prints
#[derive(Args)]
#[command(after_long_help = "\
The answer is JSON, with --json and without it.

Examples:
  layerscope image image.tar | jq '.[0].Config.Env'

Exit status:
  0  the image is printed
  1  the archive can't be read, or has no such image
  2  wrong usage")]
pub struct Inspect {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    format: Format,
}

/// List the archive's own members, as tar -tv does
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope members image.tar

Exit status:
  0  the members are listed
  1  the archive can't be read
  2  wrong usage")]
pub struct Members {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    format: Format,
}

/// Check every digest that the documents promise
///
/// A line a digest: the promised one, that of the bytes, ok or MISMATCH. The config comes first, then each layer's blob and diff_id.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope verify image.tar && docker load -i image.tar

Exit status:
  0  all digests fit, and all layers are sound
  1  a digest does not fit, a layer is damaged or missing, or the archive can't be read
  2  wrong usage")]
pub struct Verify {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    format: Format,
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
    let platform = image.platform.as_deref().unwrap_or("unknown");
    let (id, layers, size) = (short_digest(&image.id), image.layers.len(), image.size.unwrap_or(0));
    let mut out = format!("{names}\t{platform}\t{id}\t{layers}\t{size}\n");
    for attestation in &image.attestations {
        let predicates: Vec<&str> = attestation.statements.iter().map(|s| s.predicate.as_str()).collect();
        out.push_str(&format!("  attestation\t{}\t{}\n", short_digest(&attestation.digest), predicates.join(",")));
    }
    out
}

impl History {
    pub fn answer(self) -> Result<u8> {
        let history = self.chosen.scanned()?.workspace.documents().history();
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
    pub fn answer(self) -> Result<u8> {
        print(&self.chosen.scanned()?.workspace.documents().inspect());
        Ok(0)
    }
}

impl Members {
    pub fn answer(self) -> Result<u8> {
        let session = self.chosen.open()?;
        session.notes();
        if self.format.json {
            print_json(&session.workspace.documents().members(0, usize::MAX))?;
        } else {
            print(&members_listing(session.workspace.session().archive()));
        }
        Ok(0)
    }
}

impl Verify {
    pub fn answer(self) -> Result<u8> {
        let mut session = self.chosen.open()?;
        session.workspace.intake().hash_all(&session.input);
        session.notes();
        let (proofs, proven) = session.workspace.checker().proofs();
        print_either(self.format.json, &proofs, |proofs| proofs.iter().map(proof_line).collect())?;
        Ok(u8::from(!proven))
    }
}

fn proof_line(proof: &Proof) -> String {
    let word = if proof.ok { "ok" } else { "MISMATCH" };
    format!("{}\t{}\t{word}\n", proof.expected, proof.found.as_deref().unwrap_or("-"))
}
