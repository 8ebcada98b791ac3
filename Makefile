# Everything the project does, from a machine that has only python3 (3.11 or newer) with venv, and make.
#   make graph   build the graph from data/plans, ask it a question, draw it
#   make test    run all tests
#   make pictures   make docs/views.md and its pictures anew (needs Chromium)
#   make check   what CI runs: format, lint, types, notebooks, docs, tests

# The first Python that is new enough, unless PYTHON names one.
RECENT := 'import sys, venv; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c $(RECENT) 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STORE ?= kg-store

.DEFAULT_GOAL := help
.PHONY: help graph test check format lint types notebooks docs pictures soak wheel clean

help:
	@sed -n 's/^#   //p' $(MAKEFILE_LIST)

# The environment is made once, and again when the lock file or the project file changes.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; name it: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

graph: $(READY)
	@$(BIN)/kg build data/plans --store $(STORE)
	@echo
	@$(BIN)/kg query provinces-citing --param document=468/QĐ-TTg --store $(STORE)
	@echo
	@$(BIN)/kg view -o graph.html --store $(STORE)

test: $(READY)
	$(BIN)/python -m pytest

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

notebooks: $(READY)
	$(BIN)/python -m pytest tests/notebooks

docs: $(READY)
	$(BIN)/python -m pytest -m docs

pictures: $(READY)
	$(BIN)/python docs/pictures.py

check: format lint types notebooks docs test

# Long runs from a fixed seed; the other targets run the same tests with fewer rounds.
soak: $(READY)
	KG_SOAK=20 KG_SOAK_KILLS=100 KG_SOAK_SECONDS=300 KG_SOAK_SERVER_KILLS=20 $(BIN)/python -m pytest tests/test_properties.py tests/soak

wheel: $(READY)
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) $(STORE) graph.html dist build *.egg-info
