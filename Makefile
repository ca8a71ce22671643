# Two commands matter: `make run` and `make test`. The README tells more.
.PHONY: run reset check test format messages shots environment

python = .venv/bin/python

# Start the portal on 127.0.0.1:$PORT (8000) with its worker and sweeper. Needs Python 3.11+, nothing else.
run:
	@bin/environment && exec $(python) -m portal.launch

# Forget everything that was entered; the next `make run` starts over.
reset:
	@rm -rf var && echo "Everything entered is gone. The keys, too."

# What can be known in a minute, without a browser.
check: environment
	@exec $(python) -m tests.stages check

# Everything, on SQLite and PostgreSQL and in a browser.
test: environment
	@exec $(python) -m tests.stages test

# Put code and templates in order.
format: environment
	@$(python) -m ruff format --quiet . && $(python) -m ruff check --quiet --fix . && $(python) -m djhtml --tabwidth 2 portal/templates

# Bring the catalogues in locale/ up to date with the code; what is new waits there for a translation.
messages: environment
	@$(python) manage.py update_catalogues

# A picture of every page in four languages at two widths: make shots DIR=somewhere
shots: environment
	@exec $(python) -m tests.browser.shots $(DIR)

environment:
	@bin/environment --dev
