//! Five hundred mutations of real archives through the command line, in 2 GB of address space: every one ends soon, with a
//! known exit code and a sentence.

use crate::inspect::binary;
use crate::support::{fixture, fixture_text, gunzip};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const MUTATIONS: usize = 500;
const PATIENCE: Duration = Duration::from_secs(10);

/// xorshift64: the same mutations on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// A cut, flipped bits, a run of another byte, or a block of the archive put in another one's place (a header where none belongs).
fn mutate(random: &mut Random, sound: &[u8]) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    match random.below(4) {
        0 => bytes.truncate(random.below(sound.len())),
        1 => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
        }
        2 => {
            let (at, len, byte) = (random.below(bytes.len()), random.below(600), random.below(256) as u8);
            let end = (at + len).min(bytes.len());
            bytes[at..end].fill(byte);
        }
        _ => {
            let blocks = bytes.len() / 512;
            let (from, to) = (random.below(blocks) * 512, random.below(blocks) * 512);
            bytes.copy_within(from..from + 512, to);
        }
    }
    bytes
}

/// `ulimit -v` counts KiB. A run that needs more dies by a signal, which is no exit code.
fn run(command: &str, archive: &Path) -> (Output, Duration) {
    let start = Instant::now();
    let script = "ulimit -v 2097152; exec \"$0\" \"$1\" \"$2\"";
    let output = Command::new("sh")
        .env("LC_ALL", "C")
        .args(["-c", script])
        .arg(binary())
        .arg(command)
        .arg(archive)
        .output()
        .unwrap();
    (output, start.elapsed())
}

/// The archives to be mutated. The small sample most of the time: its headers are most of it.
struct Mutations {
    random: Random,
    seeds: [Vec<u8>; 4],
    number: usize,
}

impl Mutations {
    fn new() -> Self {
        let sample = fixture("sample/sample.tar.gz");
        let others = ["skopeo/1.9/rich.oci-zstd.tar", "skopeo/1.9/story.oci-gzip.tar"].map(fixture);
        let [zstd, gzip] = others;
        Self { random: Random(0x1a7e_25c0_9e37_79b9), seeds: [gunzip(&sample), sample, zstd, gzip], number: 0 }
    }
}

impl Iterator for Mutations {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let seed = &self.seeds[[0, 0, 0, 1, 1, 2, 3][self.number % 7]];
        self.number += 1;
        Some(mutate(&mut self.random, seed))
    }
}

/// tests/e2e/core/mutations.test.mjs gives them to the page; one fixture says to both that they are the same.
#[test]
fn the_mutations_are_those_that_the_page_is_given() {
    let mut hash = Sha256::new();
    Mutations::new().take(MUTATIONS).for_each(|bytes| hash.update(bytes));
    assert_eq!(
        layerscope::image::digest_text(&hash.finalize()),
        format!("sha256:{}", fixture_text("mutations.sha256").trim())
    );
}

#[test]
fn five_hundred_mutations_end_with_an_exit_code_and_a_sentence() {
    let archive = std::env::temp_dir().join(format!("layerscope-mutant-{}.tar", std::process::id()));
    let mut codes = [0usize; 3];
    for (number, bytes) in Mutations::new().take(MUTATIONS).enumerate() {
        std::fs::write(&archive, bytes).unwrap();
        for command in ["files", "verify"] {
            let (output, took) = run(command, &archive);
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            let code = output
                .status
                .code()
                .unwrap_or_else(|| panic!("mutation {number}, {command}: {:?} {words}", output.status));
            assert!((0..=2).contains(&code), "mutation {number}, {command}: exit {code}: {words}");
            assert!(took < PATIENCE, "mutation {number}, {command}: {took:?}");
            let (notes, sentences): (Vec<&str>, Vec<&str>) = words.lines().partition(|line| line.starts_with("note: "));
            // An archive that does not open says so in one sentence; a digest that does not fit, or a layer that is not
            // there, shows in the answer itself and in notes.
            let told = !output.stdout.is_empty() || !notes.is_empty();
            match code {
                0 => assert!(sentences.is_empty(), "mutation {number}, {command}: {words}"),
                _ => assert!(
                    sentences.len() == 1 || sentences.is_empty() && told,
                    "mutation {number}, {command}: {words}"
                ),
            }
            codes[code as usize] += 1;
        }
    }
    std::fs::remove_file(&archive).unwrap();
    assert!(
        codes[0] > MUTATIONS / 10 && codes[1] > MUTATIONS / 10,
        "the mutations are neither too weak nor too strong: {codes:?}"
    );
}
