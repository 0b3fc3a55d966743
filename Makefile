# make run    set up, then run the main job on raw/           make ui     the Dagster UI on http://127.0.0.1:3000
# make test   set up, then run the tests                      make check  format, lint, types
# make lock   pin the dependencies anew (needs uv)            make clean  remove what was built and published
# make compiled  a wheel with compiled rules in dist/compiled (needs a C compiler; docs/compiled.md)
# make bench  measure speed                                   make docs   write README's outputs and made pages anew
PYTHON ?= $(firstword $(shell command -v python3 python3.13 python3.12 python3.11))
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check ui lock clean bench docs compiled

run: $(VENV)/.run
	$(BIN)/crosstally run

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m pytest tests/benchmarks -s -o addopts="--import-mode=importlib"

compiled: $(VENV)/.dev
	rm -rf dist/compiled
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 $(BIN)/python -m pip wheel -q --no-deps --no-build-isolation -w dist/compiled .
	@ls dist/compiled/*.whl

docs: $(VENV)/.dev
	$(BIN)/python -m pipelines.extraction.en.rules > docs/rules.md
	$(BIN)/python -m pipelines.extraction.en.explain raw/harbour_tunnel/norvik_wire_kvernsund.txt > docs/one-article.md
	$(BIN)/python -m schemas.page > docs/tables.md
	$(BIN)/python tests/test_readme.py

ui: $(VENV)/.run
	$(BIN)/dg dev --host 127.0.0.1 --port 3000

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Crosstally needs Python 3.11 to 3.13; $(PYTHON) is another version. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --group build --extra xlsx --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q
lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --group test --group check -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .dagster .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find warehouse -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
