# The commands people type; what they do stands in scripts/.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: run build test test-engines engines-root check bench microbench fuzz fixtures pictures clean help setup setup-test lint types unit native browser e2e
export LAYERSCOPE_ENGINES ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/layerscope/engines
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

heading = @printf '\n== %s\n' "$(1)"

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{ printf "make %-12s %s\n", $$1, $$2 }'

run: setup build ## build the page and serve it on this machine; prints its address
	$(call heading,serve)
	@node scripts/serve.mjs $(PORT)

build: setup ## make dist/layerscope.html, and dist/index.html for hosting
	$(call heading,build)
	node scripts/build.mjs

check: setup lint native types unit ## formatting, lints, types and native tests: no browser

test: setup-test check test-engines browser e2e ## everything: check, real engines, the core in Chromium, the page in Chromium and WebKit

test-engines: ## [LAYERSCOPE_ENGINES=ROOT]: the same work in real containers and here; says which engines it skips, and why
	$(call heading,against real engines)
	node --test --test-reporter=spec --test-concurrency=1 tests/engine/*.test.mjs

engines-root: ## [LAYERSCOPE_ENGINES=ROOT]: make a root of today's engines (root, debootstrap; 1.5 GB)
	$(call heading,a root of today's engines)
	scripts/engines-root.sh make "$$LAYERSCOPE_ENGINES"

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
	node_modules/.bin/biome ci --config-path=www/biome.config.json --colors=off --error-on-warnings
	@bash scripts/no-html.sh
	@node scripts/words.mjs
	@node scripts/links.mjs
	@node scripts/features.mjs
	@node scripts/lengths.mjs

native:
	$(call heading,native tests)
	cargo test --locked

# The glue that wasm-bindgen writes has types, too: it must be there first.
types:
	$(call heading,types)
	node scripts/build.mjs --core
	node_modules/.bin/tsc -p www
	node_modules/.bin/tsc -p scripts

# What of the page needs no browser.
unit:
	$(call heading,units of the page)
	node --import ./scripts/typescript.mjs --test --test-reporter=spec $$(find www/src -name '*.test.ts')

browser:
	$(call heading,the core in Chromium)
	WASM_BINDGEN_TEST_TIMEOUT=300 WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(CURDIR)/tests/webdriver.json wasm-pack test --headless --chrome --chromedriver "$$(node scripts/browser.mjs driver)" --mode no-install . --locked --test web

# As many files at once as there are processors. Files named *.timed.test.mjs say how long something may take: they run alone.
e2e: build
	$(call heading,the page in its browsers)
	@together=$$(find tests/e2e/$(FEATURE) -name '*.test.mjs' ! -name '*.timed.test.mjs'); \
	timed=$$(find tests/e2e/$(FEATURE) -name '*.timed.test.mjs'); \
	if [ -n "$$together" ]; then node --test --test-reporter=spec --test-concurrency=$$(getconf _NPROCESSORS_ONLN) $$together; fi; \
	if [ -n "$$timed" ]; then node --test --test-reporter=spec --test-concurrency=1 $$timed; fi
