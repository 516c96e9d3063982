# Two commands matter: `make demo` shows what lotaip does, `make test` checks everything.
# They need Python 3.11 or newer with pip, and make; all else is installed into .venv, with hashes.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python that is new enough and has pip; `make demo PYTHON=/path/to/python3` chooses another.
NEW_ENOUGH := import sys, pip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CHECKED := extractores pipeline plantillas tests benchmarks samples
BENCH ?= ../shared/bench
SECONDS ?= 60
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade)

.PHONY: help demo test office tools lint format bench fuzz audit licences lock clean

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' Makefile | awk -F ':.*## *' '{ printf "  make %-8s %s\n", $$1, $$2 }'

demo: $(VENV)/.runtime  ## convert samples/ into salida/
	@echo "Convirtiendo samples/ en salida/ …"
	@$(BIN)/lotaip convertir samples --salida salida
	@echo
	@echo "Listo. Abra este archivo en su navegador:  $(CURDIR)/salida/index.html"

test: lint  ## run every check: ruff, mypy, pytest
	@$(BIN)/python -m pytest

office: $(VENV)/.dev  ## have LibreOffice open the CSV and XLSX files and compare the cells (needs libreoffice-calc)
	@LOTAIP_OFFICE=1 $(BIN)/python -m pytest tests/office

# Debian's names; other systems have the same programs under others. Without them `make test` skips what needs them.
tools:  ## install the programs that some tests drive: Chromium, PostgreSQL, Tesseract's Spanish data, nginx, Caddy
	@missing=; \
	for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	    command -v $$name >/dev/null && break; done || missing=" chromium"; \
	compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	compgen -G "/usr/share/tesseract-ocr/*/tessdata/spa.traineddata" >/dev/null || missing="$$missing tesseract-ocr-spa"; \
	command -v nginx >/dev/null || test -x /usr/sbin/nginx || missing="$$missing nginx-light"; \
	command -v caddy >/dev/null || missing="$$missing caddy"; \
	test -n "$$missing" || exit 0; \
	if (( EUID == 0 )); then as=; elif sudo -n true 2>/dev/null; then as="sudo -n"; else as=false; fi; \
	if [[ $$as == false ]] || ! command -v apt-get >/dev/null; then \
	    echo "Some tests need programs that are not here and cannot be installed from here; install:$$missing"; exit 1; fi; \
	echo "Installing$$missing …"; \
	$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -qq --yes --no-install-recommends $$missing >/dev/null

lint: $(VENV)/.dev  ## run ruff and mypy
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/ruff format --check $(CHECKED)
	@$(BIN)/mypy

format: $(VENV)/.dev  ## lay the code out
	@$(BIN)/ruff check --fix $(CHECKED)
	@$(BIN)/ruff format $(CHECKED)

bench: $(VENV)/.dev  ## measure accuracy, speed and memory on labelled documents: make bench BENCH=folder
	@$(BIN)/python -m benchmarks.bench "$(BENCH)"

fuzz: $(VENV)/.dev  ## look for input that breaks a reader or the app: make fuzz SECONDS=60 (for each target) FUZZ="pdf metas"
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(FUZZ)
	@$(if $(FUZZ),,LOTAIP_FUZZ=$$(( 25 * $(SECONDS) )) $(BIN)/python -m pytest --quiet tests/hostile/test_requests.py tests/pipeline/review/test_openapi.py)

audit: $(VENV)/.audit  ## look the packages of the lock files up in the database of vulnerabilities (needs the network)
	@$(BIN)/python -m benchmarks.audit

licences: $(VENV)/.audit  ## list the licences of all that is installed; fails for the GPL, and for what nobody has read
	@$(BIN)/python -m benchmarks.licences

lock:  ## write the lock files anew from pyproject.toml; UPGRADE=1 takes newer releases (maintainers; needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	$(LOCK) --group build --output-file requirements.lock >/dev/null
	$(LOCK) --group build --extra cluster --extra postgresql --constraint requirements.lock --output-file requirements-cluster.lock >/dev/null
	$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock >/dev/null
	$(LOCK) --group audit --constraint requirements-dev.lock --output-file requirements-audit.lock >/dev/null

clean:  ## remove what the other commands made
	rm -rf $(VENV) salida build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/resultados
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says which lock file the environment holds, so that a second run installs nothing.
$(VENV)/.runtime: $(VENV)/.created requirements.lock pyproject.toml
	@echo "Instalando lotaip en $(VENV) (solo la primera vez; unos minutos) …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.created requirements-dev.lock pyproject.toml
	@echo "Installing lotaip and what its tests need into $(VENV) (the first time only; some minutes) …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.runtime $@

$(VENV)/.audit: $(VENV)/.dev requirements-audit.lock
	@echo "Installing the auditor into $(VENV) (the first time only) …"
	@$(INSTALL) --require-hashes -r requirements-audit.lock
	@touch $@

# Debian and Ubuntu keep the part of venv that brings pip in a package of its own: then the system's pip fills in.
$(VENV)/.created:
	@test -n "$(PYTHON)" || \
	    { echo "lotaip necesita Python 3.11 o posterior con pip: https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || { \
	    $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	    $(PYTHON) -m pip --disable-pip-version-check --python $(VENV) install --quiet pip; }
	@touch $@
