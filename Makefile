# The commands of this repository; `make` alone lists them. SwiftPM itself uses every core there is.

sources := Package.swift Sources Tests Snippets Examples Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests \
	Scripts/undocumented.swift Scripts/api-breakages.swift Scripts/CheckArrows
# Packages of their own.
examples := $(patsubst %/Package.swift,%,$(wildcard Examples/*/Package.swift))
documented := JoskLedger JoskInMemory JoskPostgres JoskTesting
# Everything is built and tested, what hosts have to ask for too.
traits := --traits ServiceLifecycle
# The tests that need a server, by the names of their targets or suites. They run in a process of their own: all tests at once
# on two cores starve each other of threads.
server_tests := LibPQ|Postgres
# Those of them that go through PgBouncer.
pooler_tests := PostgresTests.*Pooler
docc ?= $(shell command -v docc || echo xcrun docc)

.PHONY: help prepare demo demo-postgres replay-postgres build test test-matrix test-examples test-benchmarks test-all mutations docs-check api-check growth bench bench-quick bench-against lint format check-embedding clean
.NOTPARALLEL: # two SwiftPM processes would only wait for each other's lock

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) \
		| while IFS='|' read -r name what; do printf '  make %-16s %s\n' "$$name" "$$what"; done

prepare: ## Check for what the build needs, and install it where apt-get can
	@Scripts/prepare

demo: prepare ## Run the demo; pass options as ARGS="..."
	swift run -c release josk demo $(ARGS)

demo-postgres: prepare ## Run the demo on a PostgreSQL server that is gone afterwards; options as for demo
	Scripts/josk-on-postgres demo $(ARGS)

# A variable that is given to make, or is in its environment, is in the environment of the commands too.
replay-postgres: prepare ## Replay JOSK_INVOICES=<file> on such a server; options as ARGS="..."
	@test -n "$$JOSK_INVOICES" \
		|| { echo 'replay-postgres: name an invoice file: JOSK_INVOICES=<file>' >&2; exit 64; }
	Scripts/josk-on-postgres replay "$$JOSK_INVOICES" $(ARGS)

build: prepare ## Build everything, tests included; a warning is an error
	JOSK_WARNINGS_AS_ERRORS=1 swift build $(traits) --build-tests

test: prepare ## Run the tests
	swift test $(traits) --skip '$(server_tests)'
	swift test $(traits) --filter '$(server_tests)'

# What Debian does not have comes from elsewhere: see Scripts/fetch-postgres. Where Debian has PgBouncer is not in
# everybody's PATH.
test-matrix: ## Run the server tests on PostgreSQL 18, and through PgBouncer those that concern it
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

test-benchmarks: prepare ## Build and test the benchmarks, and check that all peers leave the same rows
	swift test --package-path Benchmarks
	swift build -c release --package-path Benchmarks --product bench-peers-check
	Scripts/throw-away-postgres swift run -c release --package-path Benchmarks --skip-build bench-peers-check 2

# The sanitizers make the model test ten times slower: it need not run all of its seeds there.
test-all: test test-matrix test-examples test-benchmarks ## Run the tests also on other servers and under the sanitizers, then all checks
	JOSK_MODEL_SEEDS=1-40 $(MAKE) test traits='$(traits) --sanitize thread --scratch-path .build/thread'
	JOSK_MODEL_SEEDS=1-40 ASAN_OPTIONS=detect_leaks=0 \
		$(MAKE) test traits='$(traits) --sanitize address --scratch-path .build/address'
	$(MAKE) docs-check lint check-embedding

mutations: prepare ## Plant mistakes in a copy of the engine; the model test must find each (minutes)
	Scripts/check-mutations

# A link from one module's documentation to another's is written ``/JoskLedger/Ledger``.
# On Linux SwiftPM asks for the symbols of the test modules too, and fails where they are not built.
docs-check: prepare ## Compile the documentation; a dead link or an undocumented symbol is an error
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

# A variable that is given to make is in the environment of the script: BASE and HEAD_DIR.
api-check: prepare ## List what breaks for users since BASE=<commit>; red if the changelog does not name it
	@Scripts/api-check

growth: prepare ## Print how a replay grows with its file: JOSK_INVOICES=<file>
	@test -n "$$JOSK_INVOICES" \
		|| { echo 'growth: name an invoice file: make growth JOSK_INVOICES=<file>' >&2; exit 64; }
	Scripts/replay-growth "$$JOSK_INVOICES"

# What is compared runs on one server, so its settings are the same for everybody: those of a machine of some size in
# production. Nothing makes a commit less durable than it is by default.
bench_server := -c shared_buffers=2GB -c max_wal_size=8GB -c checkpoint_timeout=15min -c wal_buffers=64MB -c max_connections=300

bench bench-quick bench-against: export JOSK_POSTGRES_OPTIONS := $(bench_server)
bench: prepare ## Measure Josk against its peers on such a server (45 minutes); options as ARGS="..."
	swift build -c release --package-path Benchmarks --product josk-bench
	Scripts/throw-away-postgres swift run -c release --package-path Benchmarks --skip-build josk-bench run $(ARGS)

bench-quick: prepare ## The same in 5 minutes, with figures that mean less
	swift build -c release --package-path Benchmarks --product josk-bench
	Scripts/throw-away-postgres swift run -c release --package-path Benchmarks --skip-build josk-bench run --quick $(ARGS)

# A variable that is given to make is in the environment of the script: BASE, HEAD_DIR, ROUNDS, REPEATS, MEASURED and ONLY.
bench-against: prepare ## Compare the speed with that of BASE=<commit>; red if it is lower (15 minutes)
	@Scripts/bench-against

lint: ## Check the style of the Swift sources, the order of their folders, and that every mutation still applies
	swift format lint --strict --recursive --parallel $(sources)
	@Scripts/check-arrows-test
	@Scripts/check-arrows --quiet
	@for patch in Tests/Mutations/*.patch; do \
		git apply --check "$$patch" || { echo "$$patch no longer applies" >&2; exit 1; }; \
	done

format: ## Rewrite the Swift sources in the style
	swift format --in-place --recursive --parallel $(sources)

check-embedding: prepare ## Check that a host resolves no package of the executable
	Scripts/check-embedding

clean: ## Remove everything that was built
	rm -rf .build
