# Two commands matter: `make run` and `make test`. The README tells more.
.PHONY: run reset check test format messages shots bench-booking bench-routing environment

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

# Bookings a second on a PostgreSQL that is thrown away, beside a rival without the framework.
bench-booking: environment
	@exec $(python) -m tests.postgres sh -c "$(python) manage.py migrate -v 0 && $(python) manage.py bench_booking"

# What a routing decision costs among 10,000 services with 1,000,000 stays, made once in $(BENCH), on SQLite.
BENCH ?= /tmp/portal-bench
bench-routing: environment
	@mkdir -p $(BENCH) && PORTAL_VAR=$(BENCH) $(python) manage.py migrate -v 0 && PORTAL_VAR=$(BENCH) $(python) manage.py bench_routing

environment:
	@bin/environment --dev
