# The commands people type; what they do stands in scripts/.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: run build test test-engine check bench microbench fuzz fixtures pictures clean help setup setup-test lint types unit native browser e2e
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

heading = @printf '\n== %s\n' "$(1)"

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{ printf "make %-11s %s\n", $$1, $$2 }'

run: setup build ## build the page and serve it on this machine; prints its address
	$(call heading,serve)
	@node scripts/serve.mjs $(PORT)

build: setup ## make dist/layerscope.html, and dist/index.html for hosting
	$(call heading,build)
	node scripts/build.mjs

check: setup lint native types unit ## formatting, lints, types and native tests: no browser

test: setup-test check test-engine browser e2e ## everything: check, a real engine, the core in Chromium, the page in Chromium and WebKit

test-engine: ## the same work in real containers and here (root, docker.io; says so and is skipped elsewhere)
	$(call heading,against a real engine)
	node --test --test-reporter=spec tests/engine/*.test.mjs

bench: setup-test build ## ARCHIVE="a.tar b.tar" [ROUNDS=3] [BROWSER=firefox] [HUGE=h.tar] [OUT=r.json]: this page, dive, sha256sum
	$(call heading,bench)
	node scripts/bench.mjs "$(ARCHIVE)"

microbench: ## [RECORD=1]: the core's own figures (scan, merge, height, query, waste) beside the recorded ones; RECORD=1 records
	$(call heading,microbench)
	RECORD=$(RECORD) node scripts/microbench.mjs

fuzz: ## [SECONDS=60] [TARGETS="shell query"]: fuzz the core, each target for so long
	$(call heading,fuzz)
	TARGETS="$(TARGETS)" bash scripts/fuzz.sh $(SECONDS)

pictures: setup-test build ## [ARCHIVE=a.tar]: take the README's pictures of the built page again
	$(call heading,pictures)
	node scripts/pictures.mjs $(ARCHIVE)

fixtures: ## make tests/fixtures again with real engines (root, Debian; make-fixtures.sh names the packages)
	$(call heading,fixtures)
	bash tests/fixtures/make-fixtures.sh tests/fixtures

clean: ## remove all that the build made
	rm -rf target dist www/pkg node_modules

setup:
	$(call heading,setup)
	@bash scripts/setup.sh

setup-test:
	$(call heading,setup for tests)
	@bash scripts/setup.sh test

lint:
	$(call heading,format and lints)
	cargo fmt --all -- --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --lib --target wasm32-unknown-unknown -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib --target wasm32-unknown-unknown
	node_modules/.bin/biome ci --colors=off --error-on-warnings
	@bash scripts/no-html.sh
	@node scripts/words.mjs
	@node scripts/links.mjs
	@node scripts/features.mjs

native:
	$(call heading,native tests)
	cargo test --locked

# The glue that wasm-bindgen writes has types, too: it must be there first.
types:
	$(call heading,types)
	node scripts/build.mjs --core
	node_modules/.bin/tsc -p tsconfig.json
	node_modules/.bin/tsc -p scripts/tsconfig.json

# What of the page needs no browser.
unit:
	$(call heading,units of the page)
	node --import ./scripts/typescript.mjs --test --test-reporter=spec $$(find www/src -name '*.test.ts')

browser:
	$(call heading,the core in Chromium)
	WASM_BINDGEN_TEST_TIMEOUT=300 wasm-pack test --headless --chrome --chromedriver "$$(node scripts/browser.mjs driver)" --mode no-install . --locked --test web

e2e: build
	$(call heading,the page in Chromium and WebKit)
	node --test --test-reporter=spec --test-concurrency=1 tests/e2e/*.test.mjs
