# What a person types here. `make help` lists it.

VENV ?= .venv
SITE_VENV ?= .venv-site
# The first of these that is Python 3.11 or newer makes the environment; `make setup PYTHON=...` names another.
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python)
PIP_INSTALL := python -m pip install --quiet --disable-pip-version-check --no-deps

.PHONY: help setup demo test browser test-faults lint docs site validate evidence baseline bench lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*##/\1 #/p' Makefile | awk -F ' # +' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: $(VENV)/.ready sim/scenario.schema.json  ## make the environment in .venv (VENV=folder: elsewhere; PYTHON=python3.13: with that Python)

demo: setup  ## the same money on engagement, surveillance or staff: compare five arms
	$(VENV)/bin/python run.py compare scenarios/engagement_vs_surveillance.yaml

test: setup  ## run the tests; brings a browser for those of pages, where it can
	@NO_BROWSER_BECAUSE="$$($(VENV)/bin/python -m tests.bring_browser)" $(VENV)/bin/python -m pytest

browser: setup  ## bring a browser for the tests of pages, if there is none
	@$(VENV)/bin/python -m tests.bring_browser

test-faults: setup  ## kill, stop and starve sweeps for a few minutes: nothing may be lost
	$(VENV)/bin/python -m pytest -m faults

lint: setup  ## check style and types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

docs: setup  ## refresh the JSON Schema and the tables of ODD.md from the code
	$(VENV)/bin/python run.py schema --write
	$(VENV)/bin/python -m sim.commands.odd

# Never with --quiet, under which a link that leads nowhere stops nothing.
# make site LESSONS= STUDIO=: the pages alone. What can be played is kept in build/site until a source changes.
LESSONS = build/site/play/lessons/engagement_vs_surveillance.html \
	build/site/play/lessons/unfair_stops.html build/site/play/lessons/which_comes_first.html
STUDIO = build/site/play/studio.html
PLAYED_FROM := $(shell find sim scenarios -type f ! -path '*/__pycache__/*' ! -name '*.md' ! -name '*.schema.json' ! -name 'model.*')

site: $(SITE_VENV)/.ready $(STUDIO) $(LESSONS)  ## all pages, an API reference, the studio and lessons, as a website in site/
	NO_MKDOCS_2_WARNING=1 $(SITE_VENV)/bin/python -m mkdocs build --strict
	@echo "Site: site/index.html, for any web server; to look at it: python3 -m http.server --directory site"

build/site/play/lessons/unfair_stops.html: ARMS = --arms fair_stops,unfair_stops
build/site/play/lessons/%.html: scenarios/%.yaml $(PLAYED_FROM) $(VENV)/.locked | setup
	$(VENV)/bin/python run.py lesson $< $(ARMS) --out $@

build/site/play/studio.html: $(PLAYED_FROM) $(VENV)/.locked | setup
	$(VENV)/bin/python run.py studio --out $@

validate: setup  ## re-run published studies inside the model: which findings come out?
	$(VENV)/bin/python run.py validate

evidence: setup  ## renew the scoreboard and the worlds saved with the sources (ten minutes to an hour), then make docs
	$(VENV)/bin/python run.py validate --store $(if $(BECAUSE),--because "$(BECAUSE)")
	$(VENV)/bin/python run.py calibrate --store

baseline: setup  ## save what the shipped scenarios give now, when results move on purpose
	$(VENV)/bin/python tests/frozen_baseline.py --write

bench: setup  ## measure speed against plain Mesa
	$(VENV)/bin/python run.py bench

# $(call environment,folder,lock file,how long)
define environment
	@for python in $(PYTHONS); do \
		if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(1) with $$("$$python" --version)"; \
			exec "$$python" -m venv --clear "$(1)"; \
		fi; \
	done; \
	echo "Needed: Python 3.11 or newer with venv and pip; tried: $(PYTHONS)." >&2; \
	echo "Install it (Debian, Ubuntu: apt-get install python3-venv), or name it: make setup PYTHON=/path/to/python3" >&2; \
	exit 1
	@echo "Installing the packages of $(2): $(3), longer on a slow line"
	@$(1)/bin/$(PIP_INSTALL) --no-compile --require-hashes --requirement $(2)
endef

# Files are compiled when they are first imported: compiling all of them here would double the wait.
$(VENV)/.locked: requirements.lock
	$(call environment,$(VENV),$<,half a minute)
	@touch $@

# Pages are made from sources that are read and not imported, so the packages of the model are not needed there.
$(SITE_VENV)/.ready: requirements-site.lock
	$(call environment,$(SITE_VENV),$<,ten seconds)
	@touch $@

$(VENV)/.ready: $(VENV)/.locked pyproject.toml
	@$(VENV)/bin/$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@
	@echo "Ready: $(VENV)/bin/python run.py --help"

# The installation makes the schemas that editors read; after a change of the sources they are made again.
sim/scenario.schema.json: $(shell find sim/model sim/study/sweeps -name '*.py') | $(VENV)/.ready
	@$(VENV)/bin/python run.py schema --write >/dev/null

lock:  ## renew the lock files from pyproject.toml, newest versions, for every Python and platform
	@set -e; scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	uv=$$(command -v uv) || { \
		python3 -m venv "$$scratch"; \
		"$$scratch/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
		uv="$$scratch/bin/uv"; \
	}; \
	set -- pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"; \
	"$$uv" "$$@" --all-extras --group dev pyproject.toml --output-file requirements.lock; \
	"$$uv" "$$@" --python-version 3.11 --group site --output-file requirements-site.lock

clean:  ## remove the environment and caches, not results
	rm -rf $(VENV) $(SITE_VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist site
	find sim tests -name __pycache__ -prune -exec rm -rf {} +
