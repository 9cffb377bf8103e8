# Two commands: `make lab` opens the lessons, `make test` checks what must hold after each
# change. Each target does its own set-up in .venv; `make help` lists them.

SHELL = /bin/sh
VENV = .venv
FLOORS = .venv-floors
NEWEST = .venv-newest
TORCH = .venv-torch
CLASS = .venv-class
HUB = .venv-hub
FOR_SITE = .venv-site
PY = $(VENV)/bin/python

# Another interpreter: make lab PYTHON=/path/to/python3.12
export PYTHON ?=
# What JupyterLab opens, also at the address that it prints with --no-browser
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
QUICK = "not slow and not browser and not mnist and not classroom and not hub and not site"
# nbval takes a second of pytest's start; it runs the notebooks alone, below.
TESTS = -m pytest -p no:nbval -n $(WORKERS) --dist worksteal -m $(QUICK)
# A notebook's cells share one kernel, so they go to one worker. The longest one is first,
# or the other worker would wait for it at the end.
LONGEST = notebooks/07_pixels_in_digits_out.ipynb
LESSONS = $(LONGEST) $(filter-out $(LONGEST),$(wildcard notebooks/*.ipynb))
NBVAL = -m pytest -p nbval_watch --nbval-lax --nbval-cell-timeout=120 \
    -n $(WORKERS) --dist loadscope --no-loadscope-reorder
# There the plugin is.
IN_TESTS = PYTHONPATH=tests$${PYTHONPATH:+:$$PYTHONPATH}

.DEFAULT_GOAL := help
.PHONY: help lab project slides read test lint style types pytest test-nightly test-slow
.PHONY: test-lessons test-newest test-mnist site site-serve test-site test-site-browser
.PHONY: test-site-slow test-class test-browser test-floors test-torch maps pictures panels
.PHONY: screenshot class class-stop class-password test-hub test-hub-faults test-hub-load bench
.PHONY: clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

lab: ## open the lessons in JupyterLab
	@$(SETUP) lab $(VENV)
	@$(PY) -m jupyterlab notebooks/$(START) --LabApp.default_url=/lab/tree/$(START) \
	    $(ROOT) $(LAB_ARGS)

# The settings are variables that begin with CLASS_, as in make class CLASS_PORT=9000;
# classroom/README.md lists them.
class: ## open a hub for a whole class on this machine (first see classroom/README.md)
	@$(SETUP) hub $(HUB)
	@$(HUB)/bin/python classroom/class_hub.py

class-stop: ## end that hub, with everybody's servers
	@$(HUB)/bin/python classroom/class_hub.py stop

# Whose password it is: make class-password NAME=ada
NAME ?= teacher

class-password: ## set somebody's password on that hub: make class-password NAME=ada
	@$(HUB)/bin/python classroom/class_hub.py password "$(NAME)"

# Such as make project LESSON=02
LESSON ?= 00

project: ## open a lesson for a projector: make project LESSON=02
	@$(SETUP) lab $(VENV)
	@$(PY) -m ann_course project $(LESSON) build/project $(ROOT) $(LAB_ARGS)

slides: ## write a lesson's slides into build/: make slides LESSON=02
	@$(SETUP) lab $(VENV)
	@$(PY) -m ann_course slides $(LESSON) build/slides_$(LESSON).html

read: ## write a lesson as a page to read into build/: make read LESSON=02
	@$(SETUP) test $(VENV)
	@$(PY) -m ann_course read $(LESSON) build/read_$(LESSON).html

# The types take longer than the rest of lint, and one core: they go beside the tests.
test: style ## check code, types, floors and spelling; run the tests and every notebook
	@$(MAKE) --no-print-directory --jobs=2 types pytest || \
	    { echo "failed: types (mypy) or tests; which of them stands above" >&2; exit 1; }
	$(IN_TESTS) $(PY) $(NBVAL) $(LESSONS)

lint: style types

style:
	@$(SETUP) test $(VENV)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(VENV)/bin/lint-imports
	$(PY) -m codespell_lib

types:
	@$(SETUP) test $(VENV)
	$(PY) -m mypy

pytest:
	@$(SETUP) test $(VENV)
	$(PY) $(TESTS) $(PYTEST_ARGS)

# Each of them runs, even if one before it has failed.
test-nightly: ## run the targets that take too long for each change (CONTRIBUTING.md)
	@failed=; for target in test-slow test-lessons test-newest test-mnist site test-site-slow \
	    test-hub-faults test-hub-load; do \
	    $(MAKE) $$target || failed="$$failed $$target"; \
	done; if [ -n "$$failed" ]; then echo "failed:$$failed" >&2; exit 1; fi

test-slow: ## run the tests that take longer than a few seconds
	@$(SETUP) test $(VENV)
	$(PY) -m pytest -p no:nbval $(PYTEST_ARGS) \
	    -m "slow and not browser and not classroom and not hub and not site" || [ $$? -eq 5 ]

test-lessons: ## run every notebook with the fetched data, twice in one kernel
	@$(SETUP) test $(VENV)
	$(IN_TESTS) $(PY) $(NBVAL) --notebook-data --notebook-runs=2 $(LESSONS)

test-newest: ## run tests and notebooks on the newest Python of this machine
	@$(SETUP) test $(VENV)
	@newest=$$(sh tools/newest_python.sh $(PY)) && \
	if [ -z "$$newest" ]; then echo "No Python here is newer than that of $(VENV)."; else \
	    PYTHON="$$newest" $(SETUP) test $(NEWEST) && \
	    $(NEWEST)/bin/python $(TESTS) $(PYTEST_ARGS) && \
	    $(IN_TESTS) $(NEWEST)/bin/python $(NBVAL) $(LESSONS); \
	fi

test-mnist: ## train on MNIST's 60,000 images, to the intended accuracies
	@$(SETUP) test $(VENV)
	OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2 $(PY) -m pytest -m mnist tests/mnist $(PYTEST_ARGS)

test-browser: ## open the lessons in a real browser (needs Chromium)
	@sh tools/find_chromium.sh "make $@" >/dev/null
	@$(SETUP) browser $(VENV)
	CHROMIUM="$$(sh tools/find_chromium.sh)" $(PY) -m pytest -m browser $(PYTEST_ARGS) tests/browser

test-class: ## grade exercises, with all that a learner may try
	@$(SETUP) class $(CLASS)
	$(CLASS)/bin/python -m pytest -n $(WORKERS) --dist loadscope -m classroom \
	    tests/classroom $(PYTEST_ARGS)

test-hub: ## five learners on a real hub (needs Node.js)
	@$(SETUP) hub $(HUB)
	$(HUB)/bin/python -m pytest -m "hub and not slow" tests/hub $(PYTEST_ARGS)

test-hub-faults: ## kill the hub, its proxy and kernels, fill the disk: what is lost?
	@$(SETUP) hub $(HUB)
	$(HUB)/bin/python -m pytest -m "hub and slow" tests/hub $(PYTEST_ARGS)

test-hub-load: ## sixty learners on a real hub: is each served, and all work kept?
	@$(SETUP) hub $(HUB)
	$(HUB)/bin/python benchmarks/class_load.py

test-floors: ## run the tests on the lowest versions that pyproject.toml allows
	@$(SETUP) test $(VENV)
	@mkdir -p build && $(PY) tools/floors.py > build/floors.txt
	@$(SETUP) test $(FLOORS) build/floors.txt
	$(FLOORS)/bin/python $(TESTS) -W "ignore::DeprecationWarning" $(PYTEST_ARGS)
	$(IN_TESTS) $(FLOORS)/bin/python $(NBVAL) -W "ignore::DeprecationWarning" $(LESSONS)

test-torch: ## train the same networks in PyTorch and compare every number (a large download)
	@$(SETUP) torch $(TORCH)
	$(TORCH)/bin/python -m pytest tests/test_torch.py $(PYTEST_ARGS)

# A Pyodide distribution to build with: make site PYODIDE=/path/to/pyodide
PYODIDE ?=
# Where the site will be, for search engines: make site ADDRESS=https://example.org/course/
ADDRESS ?=
SITE_PORT ?= 8000

site: ## build the whole course as a site for any web server, in build/site
	@$(SETUP) site $(FOR_SITE)
	@$(FOR_SITE)/bin/python site/build.py $(if $(PYODIDE),--pyodide "$(PYODIDE)") \
	    --address "$(ADDRESS)"

site-serve: ## serve that site on this machine: make site-serve SITE_PORT=8000
	@test -f build/site/index.html || { echo "There is no site yet: call \`make site\` first." >&2; exit 1; }
	@$(FOR_SITE)/bin/python site/serve.py --port $(SITE_PORT)

test-site: site ## run every lesson in the site's own Python (needs Node.js)
	@$(SETUP) test $(VENV)
	$(PY) -m pytest -p no:nbval -n $(WORKERS) --dist worksteal -m site $(PYTEST_ARGS) tests/site

test-site-browser: ## open the site that `make site` built in a real browser (needs Chromium)
	@sh tools/find_chromium.sh "make $@" >/dev/null
	@$(SETUP) browser $(VENV)
	CHROMIUM="$$(sh tools/find_chromium.sh)" $(PY) -m pytest -m "browser and not slow" \
	    $(PYTEST_ARGS) tests/site

test-site-slow: ## open every lesson of that site, and try what can go wrong in it
	@sh tools/find_chromium.sh "make $@" >/dev/null
	@$(SETUP) browser $(VENV)
	CHROMIUM="$$(sh tools/find_chromium.sh)" $(PY) -m pytest -m "browser and slow" \
	    $(PYTEST_ARGS) tests/site

maps: ## bring claim map, lesson maps and glossary up to date with the notebooks
	@$(SETUP) lab $(VENV)
	$(PY) tools/claim_map.py

panels: ## show every panel on one page, build/panels.html
	@$(SETUP) lab $(VENV)
	$(PY) tools/panels_page.py

pictures: ## redraw the pictures of panels and plots that the tests compare
	@$(SETUP) test $(VENV)
	$(PY) tools/pictures.py

screenshot: ## take the README's screenshot again (needs Chromium)
	@sh tools/find_chromium.sh "make $@" >/dev/null
	@$(SETUP) browser $(VENV)
	CHROMIUM="$$(sh tools/find_chromium.sh)" $(PY) tools/screenshot.py

bench: ## run every benchmark of benchmarks/README.md (needs Chromium)
	@sh tools/find_chromium.sh "make $@" >/dev/null
	@$(SETUP) browser $(VENV)
	@export CHROMIUM="$$(sh tools/find_chromium.sh)"; \
	    for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(PY) $$script || exit 1; done

clean: ## remove the virtual environments and all generated files
	rm -rf $(VENV) $(FLOORS) $(NEWEST) $(TORCH) $(CLASS) $(HUB) $(FOR_SITE)
	rm -rf build dist artifacts *.egg-info
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +
