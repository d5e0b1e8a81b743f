# The commands of this repository; `make` alone lists them. SwiftPM itself uses every core.

sources := Package.swift Sources Tests Snippets Examples Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests \
	Scripts/undocumented.swift Scripts/landing-pages.swift Scripts/api-breakages.swift Scripts/CheckArrows Scripts/CheckWords
# The packages of the examples.
examples := $(patsubst %/Package.swift,%,$(wildcard Examples/*/Package.swift))
documented := JoskLedger JoskInMemory JoskPostgres JoskTesting
# Everything is built and tested, including the parts that an application has to enable.
traits := --traits ServiceLifecycle
# The tests that need a server, by the names of their targets or suites. They run in a separate process, because on two
# cores all tests at once starve each other of threads.
server_tests := LibPQ|Postgres
# The server tests that also run through PgBouncer.
pooler_tests := PostgresTests.*Pooler
docc ?= $(shell command -v docc || echo xcrun docc)

.PHONY: help prepare demo demo-postgres replay-postgres build test test-damage test-matrix test-examples test-benchmarks test-all mutations history history-canaries docs docs-check api-check check-dockerfile growth bench bench-quick bench-against lint format check-embedding clean
.NOTPARALLEL: # two SwiftPM processes would only wait for each other's lock

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) \
		| while IFS='|' read -r name what; do printf '  make %-16s %s\n' "$$name" "$$what"; done

prepare: ## Check for the packages that the build needs, and install missing ones with apt-get
	@Scripts/prepare

demo: prepare ## Run the demo; pass options as ARGS="..."
	swift run -c release josk demo $(ARGS)

demo-postgres: prepare ## Run the demo on a temporary PostgreSQL server; pass options as ARGS="..."
	Scripts/josk-on-postgres demo $(ARGS)

# The commands inherit the environment of make, and the variables on its command line.
replay-postgres: prepare ## Replay JOSK_INVOICES=<file> on a temporary PostgreSQL server; pass options as ARGS="..."
	@test -n "$$JOSK_INVOICES" \
		|| { echo 'replay-postgres: no invoice file: run make replay-postgres JOSK_INVOICES=<file>' >&2; exit 64; }
	Scripts/josk-on-postgres replay "$$JOSK_INVOICES" $(ARGS)

build: prepare ## Build everything, including the tests, with warnings as errors
	JOSK_WARNINGS_AS_ERRORS=1 swift build $(traits) --build-tests

test: prepare ## Run the tests
	swift test $(traits) --skip '$(server_tests)'
	swift test $(traits) --filter '$(server_tests)'

# `make test` runs one in ten of these tries.
test-damage: prepare ## Write every extreme value into every column, and run every operation on each (minutes)
	JOSK_DAMAGE_SHARE=1 swift test $(traits) --filter 'PostgresTests.*DamageTests'

# Scripts/fetch-postgres fetches the programs that Debian does not have. Debian's directory of PgBouncer is not in every
# PATH.
test-matrix: ## Run the server tests on PostgreSQL 18, and the tests of the pooler through PgBouncer
	@Scripts/prepare pgbouncer pip
	programs="$$(Scripts/fetch-postgres 18)" && \
		JOSK_POSTGRES_PROGRAMS="$$programs" swift test $(traits) --filter '$(server_tests)'
	pgbouncer="$$(PATH="$$PATH:/usr/sbin:/sbin" && command -v pgbouncer)" && "$$pgbouncer" --version && \
		JOSK_PGBOUNCER="$$pgbouncer" swift test $(traits) --filter '$(pooler_tests)'

test-examples: prepare ## Build and test the packages in Examples
	@Scripts/prepare sqlite
	@set -eu; for example in $(examples); do \
		echo "swift test --package-path $$example"; \
		swift test --package-path "$$example"; \
	done

test-benchmarks: prepare ## Build and test the benchmarks, and check that all peers write the same rows
	swift test --package-path Benchmarks
	swift build -c release --package-path Benchmarks --product bench-peers-check
	Scripts/throw-away-postgres swift run -c release --package-path Benchmarks --skip-build bench-peers-check 2

# The sanitizers make the model test ten times slower, so it runs fewer seeds there, and the damage test fewer tries.
test-all: test test-damage test-matrix test-examples test-benchmarks ## Run all tests, also on other servers, under the sanitizers and on planted mistakes, and then all checks
	JOSK_MODEL_SEEDS=1-40 JOSK_DAMAGE_SHARE=100 $(MAKE) test traits='$(traits) --sanitize thread --scratch-path .build/thread'
	JOSK_MODEL_SEEDS=1-40 JOSK_DAMAGE_SHARE=100 ASAN_OPTIONS=detect_leaks=0 \
		$(MAKE) test traits='$(traits) --sanitize address --scratch-path .build/address'
	RUNS=1 Scripts/check-history-canaries
	$(MAKE) docs-check lint check-embedding

# The scripts inherit DURATION, SEED and RUNS from the command line of make.
history: ## Record a history of several processes under faults for 3 minutes, and check it
	@Scripts/prepare pgbouncer
	@Scripts/history

history-canaries: ## Plant mistakes in a copy of the engine, and check that the history checker finds each (an hour)
	@Scripts/prepare pgbouncer
	@Scripts/check-history-canaries

mutations: prepare ## Plant mistakes in a copy of the engine, and check that the model test finds each (minutes)
	Scripts/check-mutations

# A link from one module's documentation to another's is written ``/JoskLedger/Ledger``.
# On Linux SwiftPM extracts the symbols of the test modules too, and fails if they are not built.
docs-check: prepare ## Compile the documentation, and fail on a dead link or an undocumented symbol
	swift build $(traits) --build-tests
	swift package $(traits) dump-symbol-graph --skip-synthesized-members
	rm -rf .build/docs
	@set -eu; \
	graphs="$$(dirname "$$(swift build --show-bin-path)")/symbolgraph"; \
	set --; \
	for module in $(documented); do \
		echo "Documentation of $$module"; \
		mkdir -p ".build/docs/$$module"; \
		find "$$graphs" \( -name "$$module.symbols.json" -o -name "$$module@*.symbols.json" \) \
			-exec cp {} ".build/docs/$$module" \; ; \
		catalog="Sources/$$module/$$module.docc"; \
		[ -d "$$catalog" ] || catalog=; \
		$(docc) convert $$catalog --additional-symbol-graph-dir ".build/docs/$$module" \
			--fallback-display-name "$$module" --fallback-bundle-identifier "$$module" \
			--enable-experimental-external-link-support "$$@" \
			--warnings-as-errors --output-path ".build/docs/$$module.doccarchive"; \
		set -- "$$@" --dependency ".build/docs/$$module.doccarchive"; \
	done
	swift Scripts/undocumented.swift .build/docs/*/*.symbols.json
	swift Scripts/landing-pages.swift .build/docs/*.doccarchive

docs: docs-check ## Build the documentation for reading, and print where it is
	rm -rf .build/docs/site
	$(docc) merge $(patsubst %,.build/docs/%.doccarchive,$(documented)) --synthesized-landing-page-name Josk \
		--output-path .build/docs/Josk.doccarchive
	$(docc) process-archive transform-for-static-hosting .build/docs/Josk.doccarchive --output-path .build/docs/site
	@echo 'The documentation is in $(CURDIR)/.build/docs/site. To read it:'
	@echo '    python3 -m http.server 8080 --directory $(CURDIR)/.build/docs/site'
	@echo 'and open http://localhost:8080/documentation/'

# The script inherits BASE and HEAD_DIR from the command line of make.
api-check: prepare ## List the API breakages since BASE=<commit>, and fail if the changelog does not name one
	@Scripts/api-check

check-dockerfile: prepare ## Run the Dockerfile's instructions in an empty Debian root, without Docker (minutes)
	@Scripts/check-dockerfile

growth: prepare ## Print how time and memory of a replay grow with its file, JOSK_INVOICES=<file>
	@test -n "$$JOSK_INVOICES" \
		|| { echo 'growth: no invoice file: run make growth JOSK_INVOICES=<file>' >&2; exit 64; }
	Scripts/replay-growth "$$JOSK_INVOICES"

# All peers are measured on one server with the same settings, which suit a larger machine in production. No setting makes
# a commit less durable than by default.
bench_server := -c shared_buffers=2GB -c max_wal_size=8GB -c checkpoint_timeout=15min -c wal_buffers=64MB -c max_connections=300

bench bench-quick bench-against: export JOSK_POSTGRES_OPTIONS := $(bench_server)
bench: prepare ## Measure Josk against its peers on a temporary server (45 minutes); pass options as ARGS="..."
	swift build -c release --package-path Benchmarks --product josk-bench
	Scripts/throw-away-postgres swift run -c release --package-path Benchmarks --skip-build josk-bench run $(ARGS)

bench-quick: prepare ## Measure the same in 5 minutes, with less reliable figures
	swift build -c release --package-path Benchmarks --product josk-bench
	Scripts/throw-away-postgres swift run -c release --package-path Benchmarks --skip-build josk-bench run --quick $(ARGS)

# The script inherits BASE, HEAD_DIR, ROUNDS, REPEATS, MEASURED and ONLY from the command line of make.
bench-against: prepare ## Compare the speed with that of BASE=<commit>, and fail if it is lower (15 minutes)
	@Scripts/bench-against

lint: ## Check the style of the sources, the order of the folders, and that every mutation still applies
	swift format lint --strict --recursive --parallel $(sources)
	@Scripts/check-arrows-test
	@Scripts/check-arrows --quiet
	@Scripts/check-words
	@for patch in Tests/Mutations/*.patch Tests/Mutations/History/*.patch; do \
		git apply --check "$$patch" || { echo "$$patch does not apply to the current sources" >&2; exit 1; }; \
	done

format: ## Format the Swift sources
	swift format --in-place --recursive --parallel $(sources)

check-embedding: prepare ## Check that an application resolves no package that only the executable needs
	Scripts/check-embedding

clean: ## Remove all build products
	rm -rf .build
