# Everything a newcomer needs. `make demo` and `make test` set themselves up.
.DEFAULT_GOAL := help
.PHONY: help setup check test demo bench bench-reading mutants prove fuzz build deploy samples clean
PYTHON := .venv/bin/python
FOR := 60

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | column -t -s '|'

setup: ## create .venv from pinned locks, install what Debian has to give
	@./infra/setup.sh dev

test: setup ## all tests
	$(PYTHON) -m pytest -n auto --dist loadfile

check: setup ## style, types, laws, template, state machine, layers
	@./infra/check.sh

demo: setup ## a claim from upload to payout, and every classic mistake, on this machine
	.venv/bin/cofund demo

bench: setup ## measure, and write docs/benchmarks.md
	$(PYTHON) -m tests.bench

bench-reading: setup ## measure reading, next to others, on CORPUS="DIR DIR..."; write docs/benchmarks.md
	@./infra/setup.sh rivals
	$(PYTHON) -m tests.bench.reading $(CORPUS)

mutants: setup ## break each law of the ledger once and see that the tests notice
	$(PYTHON) -m tests.ledger.mutants

prove: setup ## a year of 500 partners and 5,000 claims with crashes, against a naive clerk's books: SEED=n to see one again
	$(PYTHON) -m tests.prove --partners 500 --claims 5000 $(if $(SEED),--seed $(SEED))

fuzz: setup ## change files of every format at random and read them: FOR=60 seconds, SEED=n to see one again
	$(PYTHON) -m tests.fuzz --seconds $(FOR) $(if $(SEED),--seed $(SEED))

samples: setup ## draw samples/ anew from tests/builders
	$(PYTHON) -m samples.make

build: setup ## sam build, without Docker
	@./infra/check.sh build

deploy: build ## sam deploy --guided: needs an AWS account
	SAM_CLI_TELEMETRY=0 .tools/sam/bin/sam deploy --guided --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND

clean: ## remove what was made here
	rm -rf .venv .tools .aws-sam .local .cofund .mypy_cache .ruff_cache .pytest_cache .hypothesis
