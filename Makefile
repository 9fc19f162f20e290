# Every target sets up what it needs. `make help` lists them.
SHELL := /bin/bash
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help

.PHONY: help setup run chat train train-encoder test test-web check lint eval mutate soak lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "  %-15s %s\n", $$1, $$2}'

setup: ## Build the environment from the lock (done by every other target)
	@bash scripts/bootstrap.sh

run: setup ## Start everything on this machine and print what to open
	@$(PYTHON) -m antechamber.cli run

chat: setup ## Talk to the running bot in the terminal
	@$(PYTHON) -m antechamber.cli chat

train: setup ## Train the model if its inputs changed
	@$(PYTHON) -m antechamber.cli train

train-encoder: setup ## Fit the encoder's adapter again (about 30 minutes; see docs/model-card.md)
	@$(PYTHON) -m antechamber.language.adapter_training

test: setup ## Train if needed and run every test
	@$(PYTHON) -m antechamber.cli train
	@$(PYTHON) -m pytest tests --ignore=tests/browser --ignore=tests/integration/web

test-web: setup ## The widget in a real browser and its channel (not in CI yet: see docs/status.md)
	@bash scripts/install_chromium.sh
	@$(PYTHON) -m antechamber.cli train
	@$(PYTHON) -m pytest tests/integration/web
	@$(PYTHON) -m pytest tests/browser

check: setup ## Lint, types, import rules, protocol, Rasa data
	@$(PYTHON) scripts/check.py

eval: setup ## Measure accuracy on tests/eval/test, or on DATA=folder, and write docs/evaluation.md
	@$(PYTHON) -m antechamber.cli train
	@$(PYTHON) benchmarks/evaluate.py $(if $(DATA),--data $(DATA),)

mutate: setup ## Break the rules one by one and count what the unit tests notice (about 20 minutes)
	@$(PYTHON) -m mutmut run --max-children 2
	@$(PYTHON) -m mutmut results

soak: setup ## Long failure tests: kill processes at random points and count what was lost
	@$(PYTHON) benchmarks/soak.py

lock: ## Resolve the dependencies again into requirements.lock
	@bash scripts/lock.sh

clean: ## Remove the environment, models and databases of this checkout
	@rm -rf .venv .uv models/*.tar.gz models/encoder models/.fingerprint .rasa var .mypy_cache .ruff_cache .pytest_cache .hypothesis
