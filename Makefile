# The tasks of the project; `make help` lists them. Works from a fresh clone with Rust and Python 3.11 or newer.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test test-engines lint test-rust test-python develop torture deny notices evaluate bench fuzz fuzz-pdf clean

# The first Python that runs and is new enough; a launcher without an interpreter behind it does not count.
FIND_PYTHON := for python in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v "$$python"; break; }; done; true
PYTHON ?= $(shell $(FIND_PYTHON))

VENV := .venv
BIN := $(VENV)/bin
OUT := out
export PYO3_PYTHON := $(abspath $(BIN)/python)

help: ## This list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# --- what is installed, once --------------------------------------------------------------------------------------

$(VENV)/.maturin: pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; set PYTHON=/path/to/python3" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet 'maturin>=1.9,<2'
	touch $@

$(VENV)/.dev: $(VENV)/.maturin
	$(BIN)/maturin develop --extras arrow,dev,duckdb,pandas,pdf,polars
	touch $@

# --- the demonstration --------------------------------------------------------------------------------------------

GONGBAO := target/release/gongbao
REPORTS := $(sort $(wildcard corpus/*.txt corpus/*.html))

demo: $(VENV)/.maturin ## Read the reports in corpus/, print a table for each, and leave the results in out/.
	$(BIN)/maturin develop --release
	cargo build --release --locked -p gongbao-cli --features tables
	mkdir -p $(OUT)
	$(GONGBAO) analyze $(REPORTS)
	$(GONGBAO) analyze --json $(REPORTS) > $(OUT)/reports.jsonl
	$(GONGBAO) table $(REPORTS) -o $(OUT)/facts.parquet
	$(GONGBAO) table $(REPORTS) -o $(OUT)/facts.csv
	$(GONGBAO) view $(firstword $(REPORTS)) -o $(OUT)/report.html
	@ls -l $(OUT)

FEATURES := gongbao-cli/tables

# --- the checks ---------------------------------------------------------------------------------------------------

test: lint test-rust test-python ## Everything that has to pass: format, lints, Rust, Python, types.

lint: $(VENV)/.maturin
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked --features $(FEATURES) -- -D warnings

# The extension module has its tests in Python.
RUST := --workspace --exclude gongbao-py --locked --features $(FEATURES)

test-rust:
	cargo test $(RUST)

develop: $(VENV)/.dev ## Build the extension module for work on it.
	$(BIN)/maturin develop --skip-install

test-python: develop
	cargo build $(RUST) --bins --examples
	$(BIN)/python -m pytest
	$(BIN)/python -m mypy
	$(BIN)/python -m mypy.stubtest gongbao --mypy-config-file pyproject.toml \
		--allowlist tests/python/stubtest-allow.txt

test-engines: develop ## Install Spark, Daft and Ray, and hold their recipes to the same facts; needs Java 17 or newer.
	$(BIN)/maturin develop --extras engines
	$(BIN)/python -m pytest -m engines

torture: ## Kill a batch a hundred times at random moments, and look whether anything was lost.
	GONGBAO_KILLS=100 cargo test --release --locked -p gongbao-cli --test faults killed

# Advisories are left out: they are looked up in a network.
deny: ## Check licences, duplicates and origins of what is depended on; needs cargo-deny.
	cargo deny --all-features check bans licenses sources

notices: $(VENV)/.maturin ## Write THIRD-PARTY.md anew, after a change of dependencies or data.
	$(BIN)/python tools/notices.py

# --- measurements -------------------------------------------------------------------------------------------------

evaluate: ## Score the reader against the gold beside the repository and write EVALUATION.md.
	cargo build --release --locked -p gongbao-cli
	$(PYTHON) tools/evaluate.py --run $(GONGBAO) --out EVALUATION.md

$(VENV)/.rivals: benches/requirements.txt $(VENV)/.maturin
	"$(PYTHON)" -m venv $(VENV)/rivals
	$(VENV)/rivals/bin/python -m pip install --quiet --requirement benches/requirements.txt
	touch $@

# GIANT=--giant adds a text of a gigabyte.
bench: $(VENV)/.rivals ## Measure the library beside its rivals, in one run, and write BENCHMARKS.md; wants a quiet machine.
	cargo build --release --locked --manifest-path benches/Cargo.toml --target-dir target
	$(BIN)/maturin develop --release --skip-install
	PYTHONPATH=python $(VENV)/rivals/bin/python benches/bench.py --rust target/release/benches $(GIANT)

FUZZ ?= decode restore analyze html docx lexicon
SECONDS ?= 600

fuzz-pdf: develop ## Read damaged PDFs for SECONDS.
	$(BIN)/python fuzz/pdf.py $(SECONDS)

fuzz: ## Fuzz every target for SECONDS each; needs cargo-fuzz and a nightly compiler.
	"$(PYTHON)" fuzz/seeds.py $(FUZZ)
	for target in $(FUZZ); do \
		cargo +nightly fuzz run $$target -- -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1536; \
	done

clean: ## Remove what was built.
	cargo clean
	rm -rf $(VENV) $(OUT) dist .pytest_cache .mypy_cache .hypothesis python/gongbao/*.so
