# The commands of the project. Choose another Python with: make test PYTHON=python3.13
# (an existing .venv keeps the Python it was made with; "make clean" removes it).

PYTHON  ?= python3
WORKERS ?= 2

VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
FOLDERS := $(wildcard src tests tools benchmarks)

# Left by the last complete installation; older than its lock file, it is made again.
RUN_READY := $(VENV)/.ready-to-run
DEV_READY := $(VENV)/.ready-to-test

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test template examples addin lock lock-node clean

help:
	@echo 'make demo      make the example workbook, check it and export it, into ./demo'
	@echo 'make test      every check: style, types, architecture, tests'
	@echo 'make template  build the workbook template anew'
	@echo 'make examples  build the example workbooks anew'
	@echo 'make addin     build the Excel add-in anew from macros/'
	@echo 'make lock      resolve requirements/*.txt anew (UPGRADE=--upgrade takes the newest versions)'
	@echo 'make lock-node resolve package-lock.json anew'
	@echo 'make clean     remove everything these commands made'

demo: $(RUN_READY)
	@$(BIN)/eds-xl demo --force

test: $(DEV_READY)
	@echo '== style'
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --quiet --check .
	@echo '== types'
	@$(BIN)/mypy $(FOLDERS)
	@echo '== architecture'
	@$(BIN)/lint-imports --no-logo
	@echo '== tests'
	@$(BIN)/pytest -q -n $(WORKERS)

template: $(RUN_READY)
	@$(BIN)/python tools/make_template.py

examples: $(RUN_READY)
	@$(BIN)/python tools/make_examples.py

addin: $(DEV_READY)
	@$(BIN)/python tools/build_addin.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'eds-xl needs Python 3.11 or newer; name one that you have, for example: make demo PYTHON=python3.12' >&2; \
	  exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# Only ready-made packages whose hash the lock file knows; nothing is built but eds-xl itself, by what is installed.
$(RUN_READY): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo 'Installing what eds-xl needs'
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DEV_READY): requirements/dev.txt $(RUN_READY)
	@echo 'Installing what the tests need'
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

# The locks are resolved for the oldest Python we support, from the public index and nothing else: the settings
# of this computer (mirrors, local folders of packages) stay out of them.
LOCK_VENV := build/lock
COMPILE   := env -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null \
  CUSTOM_COMPILE_COMMAND='make lock' $(LOCK_VENV)/bin/pip-compile --quiet --generate-hashes --strip-extras \
  --build-deps-for editable --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
  $(UPGRADE)

lock:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo 'The lock is made with Python 3.11: make lock PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(LOCK_VENV)
	@$(LOCK_VENV)/bin/pip -qq --disable-pip-version-check install pip-tools==7.6.2
	@$(COMPILE) --output-file requirements/run.txt pyproject.toml
	@$(COMPILE) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

# Addresses (of the registry, of sponsors) are taken out: "npm ci" needs only versions and hashes.
define WITHOUT_ADDRESSES
const fs = require("fs"), name = "package-lock.json", lock = JSON.parse(fs.readFileSync(name));
for (const entry of Object.values(lock.packages)) { delete entry.funding; delete entry.resolved; }
fs.writeFileSync(name, JSON.stringify(lock, null, 2) + "\n");
endef
export WITHOUT_ADDRESSES

lock-node:
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
	@node -e "$$WITHOUT_ADDRESSES"

clean:
	@rm -rf $(VENV) build demo dist node_modules .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find $(FOLDERS) -name __pycache__ -prune -exec rm -rf {} +
