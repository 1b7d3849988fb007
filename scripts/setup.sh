#!/usr/bin/env bash
# Installs what building needs and is missing; with the argument `test`, what testing needs as well.
# Looks before it installs, so a second run takes about a second.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "setup: $*"; }
fail() { printf '%s\n' "setup: $*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Freshly installed cargo programs are found in the same run.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

has cargo || fail "Rust is missing: install it with rustup (https://rustup.rs), then run this again."
rustc --version >/dev/null || fail "The Rust that rust-toolchain.toml names is missing, and rustup did not install it. With a network: rustup toolchain install.
  Without one, a newer Rust that is here may do: RUSTUP_TOOLCHAIN=stable make …"
has node && has npm || fail "Node 20 or newer with npm is missing: on Debian, apt-get install nodejs npm."
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] || fail "Node 20 or newer is needed, this is $(node --version)."

# ---- Rust: the wasm target, and what lints -----------------------------------------------------------------------
if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
  say "adding the Rust target wasm32-unknown-unknown"
  if ! { has rustup && rustup target add wasm32-unknown-unknown; }; then
    fail "Could not add it with rustup. A Rust from a distribution has it as a package: on Debian, apt-get install libstd-rust-dev-wasm32."
  fi
fi
if [ "${1:-}" = test ]; then
  for tool in rustfmt clippy; do
    program=$tool; [ $tool = clippy ] && program=cargo-clippy
    has $program && $program --version >/dev/null 2>&1 && continue
    say "adding $tool"
    { has rustup && rustup component add $tool; } || fail "Could not add $tool with rustup; a distribution has it as a package of that name."
  done
fi

# ---- wasm-pack, and the wasm-bindgen that Cargo.lock asks for -------------------------------------------------------
if ! has wasm-pack; then
  say "installing wasm-pack"
  cargo install wasm-pack --locked
fi
# The program and the crate must agree to the last digit. wasm-pack is never allowed to fetch it by itself.
[ -f Cargo.lock ] || fail "Cargo.lock is missing; it belongs to the repository."
wanted=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)
[ -n "$wanted" ] || fail "Cargo.lock names no wasm-bindgen."
if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $wanted" ]; then
  say "installing wasm-bindgen-cli $wanted"
  cargo install wasm-bindgen-cli --version "$wanted" # its own lock file pins versions that clash with newer compilers
fi

# ---- npm packages ----------------------------------------------------------------------------------------------------
stamp=node_modules/.layerscope-lock
if ! cmp -s package-lock.json "$stamp"; then
  say "installing npm packages"
  npm ci --ignore-scripts --no-audit --no-fund # none of them needs its install script
  cp package-lock.json "$stamp"
fi

[ "${1:-}" = test ] || exit 0

# Installs Debian's packages where that needs no question; false elsewhere.
debian() {
  local root=()
  if [ "$(id -u)" != 0 ]; then root=(sudo -n); fi
  has apt-get && { [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null; }; } || return 1
  say "installing $*"
  "${root[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y "$@"
}

# ---- Chromium and its driver ---------------------------------------------------------------------------------------
if ! { node scripts/browser.mjs browser && node scripts/browser.mjs driver; } >/dev/null; then
  debian chromium chromium-driver || true
fi
for what in browser driver; do
  node scripts/browser.mjs $what >/dev/null && continue
  fail "No Chromium $what on PATH. Install both, then run this again:
  Debian:        sudo apt-get install chromium chromium-driver
  Fedora:        sudo dnf install chromium chromedriver
  Arch:          sudo pacman -S chromium
  anywhere else: Chromium or Chrome, and the chromedriver of the same version"
done

# ---- Chromium's engine without a window of its own: tests of the page are three times as fast in it -------------------------
node scripts/browser.mjs shell >/dev/null || debian chromium-headless-shell || say "There is no chromium-headless-shell: the tests run in Chromium."

# ---- Firefox, for what browsers draw differently -------------------------------------------------------------------------
node scripts/browser.mjs firefox >/dev/null || debian firefox-esr || true
node scripts/browser.mjs firefox >/dev/null || fail "No Firefox on PATH. Install it, then run this again:
  Debian:        sudo apt-get install firefox-esr
  anywhere else: the package firefox"

# ---- WebKit, on a screen in memory: not every system has it ----------------------------------------------------------------
if ! node scripts/browser.mjs webkit >/dev/null || ! has Xvfb; then
  debian webkit2gtk-driver xvfb || say "There is no WebKitWebDriver with Xvfb: the tests in WebKit will say so and be skipped."
fi

# ---- Docker's engine: only root can start one, so only for root it is installed ------------------------------------------
if [ "$(id -u)" = 0 ] && ! has dockerd; then
  debian docker.io || say "There is no dockerd: make test-engines will say so and be skipped."
fi
