# Two commands do everything: `make serve` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: serve test check gate eval bench clean setup

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

# How well figures are read, the retrieval marks of the whole fixed set, a dozen full answers, and what no report names,
# against the floors.
gate: setup
	$(BIN)/qa eval statements
	$(BIN)/qa models pull
	$(BIN)/qa ingest
	$(BIN)/qa eval --gate retrieval
	$(BIN)/qa eval --gate dozen
	$(BIN)/qa eval probe

# The whole fixed set, then what each step of the search is worth, the textbook's beside ours.
eval: RUN := runs/$(shell date +%Y%m%d-%H%M%S)-eval
eval: setup
	$(BIN)/qa models pull
	$(BIN)/qa ingest
	$(BIN)/qa eval seeds/questions.jsonl --out $(RUN)
	$(BIN)/qa eval ablate $(RUN)

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -e '.[dev]'
	touch $@

# Speed of reading reports, of their statements, of comparing many of them, of searching and of the service,
# against their floors; minutes long.
bench: setup
	$(BIN)/qa models pull
	$(BIN)/qa ingest
	$(BIN)/python -m tests.bench_corpus
	$(BIN)/python -m tests.bench_statements
	$(BIN)/python -m tests.bench_table
	$(BIN)/python -m tests.bench_many
	$(BIN)/python -W ignore -m tests.bench_search
	$(BIN)/python -m tests.bench_scale
	$(BIN)/python -m tests.bench_milvus
	$(BIN)/python -m tests.bench_service
	$(BIN)/python -m tests.bench_workers

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
