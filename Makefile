# Everything this project needs is made in .venv by whichever target asks for it first.
# GNU make and a POSIX shell; PYTHON=... chooses the Python, PYTEST=... adds pytest options.

BIN := .venv/bin
RUNTIME := .venv/runtime.stamp
DEV := .venv/dev.stamp
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
LOCK := $(BIN)/python -m uv pip compile --quiet --universal --fork-strategy fewest \
	--python-version 3.11 --generate-hashes --custom-compile-command "make lock"
PROJECT_ONLY := $(BIN)/python -m pip --disable-pip-version-check --quiet install \
	--no-deps --no-build-isolation --editable .
BUILD_REQUIRES := import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")

.DELETE_ON_ERROR:
.PHONY: setup england test thorough lint bench notebooks docs lock clean

setup: $(RUNTIME)

england: $(RUNTIME)
	$(BIN)/clusters solve national

test: $(DEV)
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

# Ten times as many random maps for the tests that try them: not for every day.
thorough: $(DEV)
	THOROUGHNESS=10 $(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST) \
		tests/modelling tests/solvers

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.sweeps

# JupyterLab on the planners' stories; its settings keep it from asking the network for anything.
notebooks: $(DEV)
	JUPYTER_CONFIG_PATH=tools/jupyter $(BIN)/jupyter lab --notebook-dir=notebooks

# The documentation, with warnings as errors: open build/docs/index.html.
docs: $(DEV)
	$(BIN)/python -m sphinx --quiet --fresh-env --fail-on-warning --keep-going \
		--builder html docs build/docs

# Pins stay as they are unless pyproject.toml rules them out; UPGRADE=--upgrade renews them all.
lock: $(DEV)
	$(BIN)/python -c '$(BUILD_REQUIRES)' | \
		$(LOCK) $(UPGRADE) --output-file requirements.txt pyproject.toml -
	$(LOCK) $(UPGRADE) --output-file requirements-dev.txt --extra dev --extra build \
		--constraint requirements.txt pyproject.toml

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis \
		.import_linter_cache

.venv/pyvenv.cfg:
	@python=$$(sh tools/find_python.sh $(if $(PYTHON),"$(PYTHON)")) && \
		echo "making .venv with $$python" && "$$python" -m venv --clear .venv

$(RUNTIME): requirements.txt pyproject.toml | .venv/pyvenv.cfg
	@echo "installing requirements.txt"
	@$(PIP) --requirement requirements.txt
	@$(PROJECT_ONLY)
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "installing requirements-dev.txt"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@
