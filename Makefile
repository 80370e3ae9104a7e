# Thin lines: what each does stands in run.py, which also works where there is no make.
#   make run PYTHON=python3.12 PORT=8502      make test ARGS="-k balance"
PYTHON ?= python3
ADDRESS ?= localhost
PORT ?= 8501
ARGS ?=

.PHONY: help run test build refresh import status conflicts release document screenshots lint
.PHONY: lock audit replicas bench faults fuzz python

help: python ## what can be done
	@$(PYTHON) run.py --help

run: python ## everything from nothing to the dashboard on http://localhost:8501
	@$(PYTHON) run.py run --address $(ADDRESS) --port $(PORT)

test: python ## everything from nothing to a finished test run, browser tests included
	@$(PYTHON) run.py test $(ARGS)

build: python ## the store in data/processed, from the figures in data/raw
	@$(PYTHON) run.py build $(ARGS)

refresh: python ## the newest figures from the publishers, then the store (docs/refresh.md)
	@$(PYTHON) run.py refresh $(ARGS)

import: python ## a publisher's file downloaded by hand (ARGS="FILE --dataset ID")
	@$(PYTHON) run.py import $(ARGS)

status: python ## how old every series is, and how the last refresh ended
	@$(PYTHON) run.py status $(ARGS)

conflicts: python ## where sources disagree, and which figure is used
	@$(PYTHON) run.py conflicts $(ARGS)

release: python ## the built store as CSV and Parquet, described, licensed and citable
	@$(PYTHON) run.py release $(ARGS)

document: python ## docs/catalogue.md and docs/catalogue.ko.md, from the catalogue
	@$(PYTHON) run.py document $(ARGS)

screenshots: python ## a picture of every page in screenshots/, and those of the README
	@$(PYTHON) run.py screenshots $(ARGS)

bench: python ## how fast it is, side by side with plainer ways, into docs/benchmarks.md
	@$(PYTHON) run.py bench $(ARGS)

faults: python ## builds killed, disks full, stores broken: the last good store serves
	@$(PYTHON) run.py faults $(ARGS)

fuzz: python ## damaged files, addresses and requests by the thousand (ARGS="--seed 2")
	@$(PYTHON) run.py fuzz $(ARGS)

lint: python ## rules, layout and types of the code
	@$(PYTHON) run.py lint

lock: python ## the lock files, after a change of requirements.txt or requirements-dev.txt
	@$(PYTHON) run.py lock

audit: python ## weak code, packages with known faults (ARGS="--advisories all.zip")
	@$(PYTHON) run.py audit $(ARGS)

replicas: python ## three servers behind nginx on this machine, one stopped on the way
	@$(PYTHON) run.py replicas

python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "Python 3.11 or newer is needed and '$(PYTHON)' was not found: install it (Debian and Ubuntu: apt install python3 python3-venv), or name it: make run PYTHON=/path/to/python3" >&2; exit 1; }
