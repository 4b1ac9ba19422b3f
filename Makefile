# Two commands do everything: `make serve` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: serve test check eval bench clean setup

serve: setup
	$(BIN)/qa models pull
	$(BIN)/qa ingest
	$(BIN)/qa serve

test: setup
	$(BIN)/qa models pull
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: setup
	$(BIN)/qa models pull
	$(BIN)/qa ingest
	$(BIN)/qa eval seeds/questions.jsonl

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
