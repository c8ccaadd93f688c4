# Thin targets over scripts/. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test bench soak fmt lint build prepare-sql postgres clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## Install, build, migrate, seed and serve at http://127.0.0.1:3000 (PORT, DATABASE_URL)
	@scripts/demo

test: ## Check everything; the last line is "N passed, N failed"
	@scripts/test

bench: ## Measure requests per second, CPU per page and memory
	@scripts/bench

soak: ## Run the long random tests (SEED, OPERATIONS)
	@scripts/soak

fmt: ## Format the Rust code
	@scripts/run cargo fmt --all

lint: ## Clippy, the guards and the linters, without tests
	@scripts/lint

build: ## Build site and server into target/built
	@scripts/setup && scripts/build

prepare-sql: ## Check every query against a real database and write .sqlx
	@scripts/prepare-sql

postgres: ## Start a Postgres for development and print its URL
	@scripts/setup && scripts/postgres start dev && scripts/postgres url dev

clean: ## Remove what was built; tools and databases stay
	@rm -rf target node_modules public/fonts end2end/results end2end/report
