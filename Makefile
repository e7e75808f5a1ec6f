# The verbs of the house. Each does its own set-up; the work lives in scripts/.
.PHONY: help setup up down test chaos cover lint fmt sqlx images demo bench bench-load bench-jobs bench-scale bench-dependencies bench-cli bench-tui pictures
.DEFAULT_GOAL := help
export SQLX_OFFLINE ?= true

help: ## lists the verbs
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## installs what is missing (Debian, Ubuntu) and starts Docker
	@scripts/setup.sh test demo cover

images: setup ## makes sure of the runtime images
	@scripts/images.sh

up: setup images ## builds and starts everything on this machine, in the background
	@cargo build --workspace && target/debug/rgrid up -d

down: ## stops what `make up` started
	@target/debug/rgrid down

demo: ## converts 100 images in 100 containers, from nothing
	@scripts/demo.sh

test: ## runs every test (words after ARGS= go to cargo nextest run)
	@scripts/test.sh $(ARGS)

chaos: ## breaks everything for SECONDS=600 as SEED=1 has it; nothing may be lost
	@SECONDS_OF_CHAOS=$(SECONDS) SEED=$(SEED) scripts/chaos.sh

cover: ## runs every test and prints the line coverage
	@scripts/cover.sh

lint: ## clippy, formatting, dependencies and shell
	@scripts/lint.sh

fmt: ## formats the code
	@cargo fmt --all

sqlx: ## writes control-plane/.sqlx anew from the migrations and the queries
	@scripts/sqlx.sh

bench: ## writes the figures of this machine beside its peers into bench/README.md
	@scripts/bench.sh one batch logs
	@scripts/bench-jobs.sh idle
	@scripts/bench-jobs.sh jobs

bench-jobs: ## the queue beside its peers alone
	@scripts/bench-jobs.sh jobs

bench-scale: ## prints how the queue grows with runners and finished jobs
	@scripts/bench-jobs.sh scale

bench-dependencies: ## prints what installed packages cost
	@scripts/bench-dependencies.sh

bench-cli: ## how the command line bears large batches, into bench/README.md
	@scripts/bench-jobs.sh cli

bench-load: ## prints the figures of a large backlog and of crowds of connections
	@scripts/bench-load.sh

bench-tui: ## writes what a key, an event and an idle dashboard cost into bench/README.md
	@scripts/bench-jobs.sh tui

pictures: ## draws every screen of rgrid tui into docs/tui/
	@scripts/pictures.sh
