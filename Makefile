# Everything runs in .venv, which is made on first use and again when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-slow lint format bench simulations study frontend clean

demo: $(READY)
	$(BIN)/partwise demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

test-slow: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python -m benchmarks

simulations: $(READY)
	$(BIN)/python -m simulations

study: $(READY)
	$(BIN)/python -m study trials confirm rivals depth scores figures

# The pages of report and app, from their source in frontend/; needs Node 20 and npm 11.
frontend:
	npm --prefix frontend ci
	npm --prefix frontend run check
	npm --prefix frontend run build

clean:
	rm -rf $(VENV) runs dist build

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "partwise needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)
