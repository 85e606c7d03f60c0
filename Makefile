# Zhitu's tasks. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export SWIFT_BACKTRACE = enable=no
export PYTHONDONTWRITEBYTECODE = 1

# The compiler leaves empty folders where temporary files go; here they stay inside the build folder.
SWIFT_BUILD = mkdir -p .build/tmp && TMPDIR=$(CURDIR)/.build/tmp swift build -c release

PYTHON := .tools/venv/bin/python
SEED ?= 7
SERVE ?= 1
PORT ?= 8080
REPEAT ?= 3
PEERS ?=
SIZES ?=
SECONDS ?= 600
EVENTS ?= 1000000
STEPS ?= 100000

.PHONY: help setup build run test test-long fuzz bench bench-district bench-rules bench-quota bench-events bundle lint format docs clean bench-plans

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

setup: ## install what is missing, for building, running and testing
	@Scripts/setup

build: ## the program, at .build/release/zhitu
	@Scripts/setup --build --quiet
	$(SWIFT_BUILD) --product zhitu

run: ## sample district from start to finish, then the map (SERVE=0: without the map)
	@Scripts/setup --build --run --quiet
	$(SWIFT_BUILD) --product zhitu
	@SEED=$(SEED) SERVE=$(SERVE) PORT=$(PORT) Scripts/run-sample

test: ## set-up, release build, unit tests, short fuzzing, end-to-end and browser tests
	@Scripts/setup
	$(SWIFT_BUILD) --build-tests
	@Scripts/run-tests

test-long: ## the same, with the longer tests of pages
	@Scripts/setup
	$(SWIFT_BUILD) --build-tests
	@Scripts/run-tests --long

fuzz: ## generated input for overlay and WKB, SECONDS=600 from SEED=7; STEPS=100000 on all homes
	@Scripts/setup --build --quiet
	@Scripts/fuzz --seconds $(SECONDS) --seed $(SEED)
	@Scripts/fuzz-homes $(STEPS) $(SEED)

bench: ## zhitu against other programs: Docs/benchmarks.md (PEERS=duckdb SIZES=20000: a part)
	@Scripts/setup --build --bench --quiet
	$(SWIFT_BUILD) --product zhitu
	@.tools/bench-venv/bin/python Benchmarks/overlay/run \
	  $(if $(PEERS),--peers $(PEERS)) $(if $(SIZES),--sizes $(SIZES))

bench-district: ## times of the main commands on the sample district, in out/bench.md
	@Scripts/setup --build --quiet
	$(SWIFT_BUILD) --product zhitu
	@Benchmarks/district --repeat $(REPEAT)

bench-rules: ## times of the rule book and of changes of one measure, in out/rules.md, out/incremental.md
	@Scripts/setup --build --quiet
	$(SWIFT_BUILD) --product zhitu
	@Benchmarks/rules
	@Benchmarks/incremental

bench-quota: ## postings a second of the quota book, and a random history of 10⁶ operations
	@Scripts/setup --build --quiet
	@Benchmarks/quota/run

bench-plans: ## optimal plans beside published results and other ways to plan: Docs/plans-benchmark.md
	@Scripts/setup --build --bench --quiet
	$(SWIFT_BUILD) --product zhitu
	@.tools/bench-venv/bin/python Benchmarks/plans/run

bench-events: ## appending and verifying the log of deeds, in Docs/benchmarks-log.md (EVENTS=1000000)
	@Scripts/setup --build --quiet
	@Benchmarks/events/run --events $(EVENTS)

bundle: ## one archive in out/ that runs on a bare Debian 12 without network; tried in an empty root
	@Scripts/setup --build --run --quiet
	$(SWIFT_BUILD) --product zhitu
	@Scripts/bundle --check

lint: ## format, code rules, scripts
	@Scripts/lint

format: ## format all Swift files
	swift format -i -r --parallel Package.swift Sources Tests Fuzz

docs: ## reference pages of the library rooms, in .build/docs
	@Scripts/make-docs

clean: ## remove build products (not installed packages)
	rm -rf .build .build-* out
