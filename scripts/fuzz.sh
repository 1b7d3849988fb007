#!/usr/bin/env bash
# Fuzzes the core: each target, or those in TARGETS, for a given time, seeded from the fixtures. Finds stay in fuzz/artifacts; each becomes a test.
set -euo pipefail
seconds=${1:-60}
# cargo-fuzz uses the compiler's sanitizers; a stable compiler offers them with this variable only.
export RUSTC_BOOTSTRAP=1
command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --version 0.13.2 --locked
host=$(rustc -vV | sed -n 's/^host: //p')
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
mkdir -p "$seeds"/{archive,build_record,documents,layer,gzip,zstd,xz,bzip2,shell,query}
# Small ones only: libFuzzer mutates a few kilobytes well and a few megabytes hardly at all.
find tests/fixtures -type f -size -200k \( -name '*.tar' -o -name '*.tar.*' \) -exec cp {} "$seeds/archive" \;
for pair in gzip:gz zstd:zst xz:xz bzip2:bz2; do cp "$seeds"/archive/*."${pair#*:}" "$seeds/${pair%:*}/"; done
gzip -dc tests/fixtures/sample/sample.tar.gz >"$seeds/archive/sample.tar"
mkdir "$seeds/unpacked"
tar -C "$seeds/unpacked" -xf "$seeds/archive/sample.tar"
for file in "$seeds"/unpacked/*/layer.tar; do cp "$file" "$seeds/layer/$(basename "$(dirname "$file")")"; done
find "$seeds/unpacked" -name '*.json' -exec cp {} "$seeds/documents" \;
find tests/fixtures -type f -size -16k -path '*sha256*' -exec cp {} "$seeds/documents" \;
# Progress and provenance of real builds.
for record in $(find tests/fixtures -name '*.dockerbuild'); do
  mkdir "$seeds/record"
  tar -C "$seeds/record" -xzf "$record"
  find "$seeds/record/blobs" -type f -exec cp {} "$seeds/build_record" \;
  rm -r "$seeds/record"
done
# Lines and queries that the tests know, one a seed.
split -l 1 -a 4 tests/fixtures/shell/lines.txt "$seeds/shell/"
grep -oh '^//! | `.*` |' src/search/mod.rs | grep -o '`[^`]*`' | tr -d '`' | split -l 1 -a 4 - "$seeds/query/"
for target in ${TARGETS:-archive build_record documents layer gzip zstd xz bzip2 shell query}; do
  printf '\n== fuzz %s, %s s\n' "$target" "$seconds"
  mkdir -p "fuzz/corpus/$target"
  cargo fuzz run --fuzz-dir fuzz --target "$host" --sanitizer address "$target" "fuzz/corpus/$target" "$seeds/$target" -- \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1
done
