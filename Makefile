# Two commands: `make lab` opens the lessons, `make test` checks everything.
# Each target does its own set-up in .venv; `make help` lists them.

SHELL = /bin/sh
VENV = .venv
FLOORS = .venv-floors
TORCH = .venv-torch
PY = $(VENV)/bin/python

# An interpreter of your own: make lab PYTHON=/path/to/python3.12
export PYTHON ?=
# Where JupyterLab begins, also by the address that it prints under --no-browser
START = 00_start_here.ipynb
# Passed on to JupyterLab: make lab LAB_ARGS="--no-browser --port=9999"
LAB_ARGS ?=
# Passed on to pytest: make test PYTEST_ARGS="-k neuron"
PYTEST_ARGS ?=
WORKERS ?= 2

# Networks of this size gain nothing from a second BLAS thread, and two notebooks or
# tests that each use all cores are many times slower than with one thread each.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

# JupyterLab refuses to run as root (in a container, say) unless told.
ROOT = $(if $(filter 0,$(shell id -u)),--allow-root)
SETUP = SETUP_AGAIN="make $@" sh tools/setup.sh
PARALLEL = -n $(WORKERS) --dist worksteal
# A notebook's cells belong to one kernel, so to one worker.
BY_NOTEBOOK = -n $(WORKERS) --dist loadscope
QUICK = "not slow and not browser and not mnist"

.DEFAULT_GOAL := help
.PHONY: help lab test lint test-slow test-mnist test-browser test-floors test-torch
.PHONY: maps picture bench clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

lab: ## open the lessons in JupyterLab
	@$(SETUP) lab $(VENV)
	@$(PY) -m jupyterlab notebooks/$(START) --LabApp.default_url=/lab/tree/$(START) \
	    $(ROOT) $(LAB_ARGS)

test: lint ## check code, types, floors and spelling; run the tests and every notebook
	$(PY) -m pytest $(PARALLEL) -m $(QUICK) $(PYTEST_ARGS)
	$(PY) -m pytest $(BY_NOTEBOOK) --nbval-lax --nbval-cell-timeout=120 $(wildcard notebooks/*.ipynb)

lint:
	@$(SETUP) test $(VENV)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m codespell_lib

test-slow: ## run the tests that take longer than a few seconds
	@$(SETUP) test $(VENV)
	$(PY) -m pytest -m "slow and not browser" $(PYTEST_ARGS) || [ $$? -eq 5 ]

test-mnist: ## train on MNIST's 60,000 images, to the accuracies that are aimed at
	@$(SETUP) test $(VENV)
	OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2 $(PY) -m pytest -m mnist tests/mnist $(PYTEST_ARGS)

test-browser: ## open the lessons in a real browser (needs Chromium)
	@sh tools/find_chromium.sh >/dev/null
	@$(SETUP) browser $(VENV)
	CHROMIUM="$$(sh tools/find_chromium.sh)" $(PY) -m pytest -m browser $(PYTEST_ARGS) tests

test-floors: ## run the tests on the lowest versions that pyproject.toml allows
	@$(SETUP) test $(VENV)
	@mkdir -p build && $(PY) tools/floors.py > build/floors.txt
	@$(SETUP) test $(FLOORS) build/floors.txt
	NOTEBOOK_RUNS=1 $(FLOORS)/bin/python -m pytest $(PARALLEL) -m $(QUICK) \
	    -W "ignore::DeprecationWarning" $(PYTEST_ARGS)

test-torch: ## train the same networks in PyTorch and compare every number (a large download)
	@$(SETUP) torch $(TORCH)
	$(TORCH)/bin/python -m pytest tests/test_torch.py $(PYTEST_ARGS)

maps: ## bring the claim map and the lesson maps up to date with the notebooks
	@$(SETUP) lab $(VENV)
	$(PY) tools/claim_map.py

picture: ## take the README's picture anew (needs Chromium)
	@sh tools/find_chromium.sh >/dev/null
	@$(SETUP) browser $(VENV)
	CHROMIUM="$$(sh tools/find_chromium.sh)" $(PY) tools/screenshot.py

bench: ## measure speed, growth, import and panel latency, side by side with others
	@$(SETUP) browser $(VENV)
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(PY) $$script || exit 1; done

clean: ## remove the virtual environments and all that was generated
	rm -rf $(VENV) $(FLOORS) $(TORCH) build dist artifacts *.egg-info
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +
