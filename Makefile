# The one door to the project. It needs git, make and Python 3.11 or later; everything else goes into .venv.
#
#   make demo          the site with invented people and cases (PORT=8123 takes another port)
#   make test          every test, in a real browser too
#   make check         formatter, linters, types, layers, migrations, settings of production
#   make fix           what the formatter and the linter can repair
#   make lock          requirements*.lock from pyproject.toml
#   make bench         the long measurements
#   make bench-pii     how much personal data the guard finds, and how fast: our own texts; PART=newer measures one part,
#                      BENCH=file.jsonl others, ERRORS=1 lists what was missed or wrong
#   make pii-data      the word lists of the personal-data guard, anew from their published sources
#   make translations  collect the texts to translate into locale/, and compile what is translated
#   make ner           the optional recognition model of the guard, for PII_NER=1
#   make screens       pictures of the main pages in docs/screens/
#   make reset         forget the demo's data; the next `make demo` starts afresh
#   make clean         forget .venv and what the tools left; keeps the demo's data

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
CHECKED_TEMPLATES := templates

# What the caller's shell says about Python and pip must not reach into .venv.
unexport PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := demo
.PHONY: demo test check fix lock bench pii-data bench-pii screens translations reset clean runtime dev ner browser gettext

demo: runtime
	@exec $(PY) manage.py start_demo --port $(PORT)

# Playwright's loop would make Django take its thread for another one, with connections of its own: the browser's tests
# are a process apart, and touch the database only through the site that they start.
#
# The first command says in one sentence what is wrong with the settings, before pytest says it in a hundred lines.
test: dev browser gettext
	@$(PY) manage.py check
	$(PY) -m pytest -n 2 --dist worksteal -m "not bench and not browser"
	$(PY) -m pytest -n 2 --dist worksteal -m "not bench" tests/browser

# The settings of a real installation; these checks read no database.
IN_PRODUCTION = DEMO=0 DEBUG=0 SEALING_KEY=unused DATABASE_URL=postgres://unused@localhost/unused \
	ALLOWED_HOSTS=cases.example SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(48))")

check: dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c "from importlinter.cli import lint_imports_command as main; main()"
	$(PY) -m djlint --quiet --lint $(CHECKED_TEMPLATES)
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING
	$(IN_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

fix: dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

UV_COMPILE = $(PY) -m uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml

# What natasha would run; only its files are read.
NEVER_IMPORTED = pymorphy2 pymorphy2-dicts-ru dawg-python docopt yargy ipymarkup intervaltree sortedcontainers

# One lock for every system and Python, and no address of where the packages came from.
lock: dev
	$(PY) -m pip install --quiet uv
	$(UV_COMPILE) --output-file requirements.lock
	$(UV_COMPILE) --group dev --output-file requirements-dev.lock
	$(UV_COMPILE) --extra ner --constraint requirements.lock $(NEVER_IMPORTED:%=--no-emit-package %) \
		--output-file requirements-ner.lock

bench: dev browser
	$(PY) -m pytest -m "bench and not browser"
	$(PY) -m pytest -m bench tests/browser

bench-pii: dev
	@$(PY) -m tests.react_cases.pii.bench $(if $(PART),--part $(PART)) $(if $(BENCH),--file "$(BENCH)") \
		$(if $(ERRORS),--errors)

screens: dev browser
	$(PY) -m pytest -p no:randomly tests/browser/screens.py

# The packages stay in var/pii-sources. The same sources and hand lists give the same bytes (data/SHA256SUMS).
pii-data: dev
	$(PY) -m react_cases.pii.build

translations: runtime gettext
	$(PY) manage.py translations

reset: runtime
	@$(PY) -m react_cases.config.embedded_database "$${VAR_DIR:-var}"

clean:
	rm -rf .venv var/static var/static.collected .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf .coverage htmlcov test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call install,LOCK): .venv holds what LOCK names.
#
# A stamp named by the lock's checksum makes the second run instant, and a changed lock a new installation. While pip
# works there is a file `installing`: a .venv that still has it was interrupted, and is made afresh, like one without a
# working pip.
define install
	@stamp=".venv/installed-$(1)-$$(cksum < $(1) | tr ' ' '-')"; \
	if [ -e "$$stamp" ] && $(PY) -c "" 2>/dev/null; then exit 0; fi; \
	fail() { rm -f "$$stamp"; echo "$$1" >&2; exit 1; }; \
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || \
		fail "Python 3.11 or later is needed and $(PYTHON) is none: name one, as in \`make PYTHON=python3.12\`."; \
	if [ -e .venv/installing ] || ! $(PY) -m pip --version >/dev/null 2>&1; then \
		$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || \
			fail "python3-venv is missing: install it first, on Debian and Ubuntu with \`apt-get install python3-venv\`."; \
		echo "Making .venv ..."; \
		$(PYTHON) -m venv --clear .venv || fail "$(PYTHON) could not make .venv; its message is above."; \
	fi; \
	echo "Installing $(1) into .venv, which takes a minute or two once ..."; \
	touch .venv/installing; \
	$(PY) -m pip install --quiet --require-hashes $(if $(filter requirements-ner.lock,$(1)),--no-deps) -r $(1) || fail "pip could not install $(1); its message is above."; \
	rm -f .venv/installing .venv/installed-$(1)-*; \
	touch "$$stamp"
endef

runtime:
	$(call install,requirements.lock)

dev:
	$(call install,requirements-dev.lock)

ner:
	$(call install,requirements-ner.lock)

# The tests of the translations collect the texts anew.
gettext: dev
	@if command -v xgettext >/dev/null && command -v msgfmt >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update && apt-get install -y gettext && exit 0; \
	fi; \
	echo "The gettext tools are missing: install them, on Debian with \`apt-get install gettext\`, and try again." >&2; \
	exit 1

browser: dev
	@if command -v chromium >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update && apt-get install -y chromium && exit 0; \
	fi; \
	$(PY) -m playwright install chromium && exit 0; \
	echo "No browser for the tests: install Chromium, on Debian with \`apt-get install chromium\`, and try again." >&2; \
	exit 1
