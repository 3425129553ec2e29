# Two commands matter: `make run` and `make test`. Each sets up what it needs, once.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run install test check bench evaluate lock browser clean

help: ## show the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: install ## set up, build the index if there is none, serve the chat page
	@$(BIN)/aura serve

install: .venv/.installed ## set up the product, run nothing

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Aura needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; } # half an environment would be taken for a whole one next time

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.developing: requirements-dev.lock .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

browser: ## install Chromium for the browser tests, where this machine lets us
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	 { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || \
	 { [ -z "$$CI" ] && echo "No Chromium here: the browser tests will be skipped."; }

check: .venv/.developing ## lint, types, import contracts, corpus
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/aura corpus check

test: .venv/.developing browser check ## everything: checks, tests, golden questions
	$(BIN)/python -m pytest
	@$(MAKE) --no-print-directory evaluate

bench: .venv/.installed ## measure the speed goals
	$(BIN)/python -m evals.bench

evaluate: .venv/.installed ## answer the golden questions, write the report, fail below the baseline
	@$(BIN)/aura reindex >/dev/null # the corpus as it is now, not as it was when the index was built
	$(BIN)/aura evaluate --baseline evals/baseline.json

lock: .venv/.developing ## renew the two lock files (no index address is written)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove the environment, var/ and reports/
	rm -rf .venv var reports
