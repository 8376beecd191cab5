# metricctl: build, try, test, measure, install.
#
#   make          the static release, .build/release/metricctl
#   make demo     builds it and counts the events of a real log, from a fresh machine on
#   make test     all tests; METRICCTL_LONG_TESTS=1 make test: the walks through faults whole
#   make test-exporters  that of what real exporters show alone, which is part of make test
#   make test-threads  those of programs' metrics once more, under ThreadSanitizer
#   make check    formatting, import rules, shell scripts
#   make bench    speed beside other programs, into Docs/benchmarks.md
#   make order    the order of functions and data in the release, anew, after much has changed
#   make install  [PREFIX=/usr/local] [DESTDIR=]

PREFIX ?= /usr/local
# Merged functions look types up by name at run time: without merging a call starts 7 % sooner.
# What the common commands use stands side by side: fewer pages to touch, 20 % sooner.
SWIFT_SYMBOLS = swift build -c release -Xswiftc -static-executable \
  -Xswiftc -Xllvm -Xswiftc -swiftmergefunc-threshold=0 \
  -Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -use-ld=lld -Xlinker \
  --symbol-ordering-file=$(CURDIR)/Benchmarks/symbols.order -Xlinker --no-warn-symbol-ordering \
  -Xlinker -T$(CURDIR)/Benchmarks/symbols.ld
SWIFT_RELEASE = $(SWIFT_SYMBOLS) -Xlinker -s

BUILD_PACKAGES = libgdbm-dev zlib1g-dev libcrypt-dev g++ git
TEST_PACKAGES = $(BUILD_PACKAGES) prometheus python3-venv gdbmtool util-linux bsdutils bash zsh \
  fish mandoc prometheus-pushgateway graphite-carbon influxdb collectd-core curl openssl apache2-utils \
  prometheus-node-exporter iproute2 wrk chromium chromium-driver
CHECK_PACKAGES = shellcheck
BENCH_PACKAGES = $(BUILD_PACKAGES) python3-venv gdbmtool sqlite3 redis-server redis-tools \
  rrdtool prometheus-pushgateway collectd-core curl util-linux

SCRIPTS = .ci/run .ci/run-tests .ci/install-packages .ci/install-python .ci/require-swift \
  .ci/check-imports Tests/Fuzz/run Tests/Exporters/run Benchmarks/order-symbols \
  Docs/examples/count-events Docs/examples/demo

.PHONY: all demo test test-threads check bench order install clean
all: release

# The linker warns that getpwnam and others in Foundation, which metricctl never calls, would need
# shared libraries; all else that it says is shown.
.PHONY: release
release:
	@.ci/require-swift
	@.ci/install-packages $(BUILD_PACKAGES)
	@echo "Building the static release (some minutes the first time)..."
	@mkdir -p .build
	@# The package manager does not see that the order of symbols has changed.
	@test ! Benchmarks/symbols.order -nt .build/release/metricctl || rm -f .build/release/metricctl
	@$(SWIFT_RELEASE) --product metricctl >.build/release.log 2>&1; status=$$?; \
	  grep -v 'in statically linked applications requires\|the use of .mktemp. is dangerous' \
	    .build/release.log; exit $$status

demo: release
	@Docs/examples/demo .build/release/metricctl

test:
	@.ci/require-swift
	@.ci/install-packages $(TEST_PACKAGES)
	@.ci/install-python
	swift build --build-tests
	@.ci/run-tests
	@Tests/Exporters/run .build/debug/metricctl

.PHONY: test-exporters
test-exporters:
	@.ci/require-swift
	@.ci/install-packages $(BUILD_PACKAGES) python3-venv
	swift build --product metricctl
	Tests/Exporters/run .build/debug/metricctl

THREADS = --sanitize=thread -Xswiftc -DTHREAD_SANITIZER --scratch-path .build/threads
# Built apart, since every object is another one.
test-threads:
	@.ci/require-swift
	@.ci/install-packages $(BUILD_PACKAGES)
	swift build --build-tests $(THREADS)
	swift test --skip-build $(THREADS) --filter StatisticsTests

check:
	@.ci/require-swift
	@.ci/install-packages $(CHECK_PACKAGES)
	swift format lint -r --strict Package.swift Sources Tests Benchmarks Examples
	.ci/check-imports
	shellcheck $(SCRIPTS)

bench: release
	@.ci/install-packages $(BENCH_PACKAGES)
	@.ci/install-python
	@for product in store-loop metrics-loop; do \
	  $(SWIFT_RELEASE) --product $$product >.build/release.log 2>&1 || \
	    { cat .build/release.log; exit 1; }; done
	Benchmarks/run --markdown Docs/benchmarks.md

order:
	@.ci/require-swift
	@.ci/install-packages $(BUILD_PACKAGES) valgrind
	$(SWIFT_SYMBOLS) --product metricctl
	strip --strip-debug -o .build/metricctl-symbols .build/release/metricctl
	Benchmarks/order-symbols .build/metricctl-symbols >.build/symbols.order
	mv .build/symbols.order Benchmarks/symbols.order

install: release
	install -D -m 0755 .build/release/metricctl $(DESTDIR)$(PREFIX)/bin/metricctl
	install -D -m 0644 Docs/metricctl.1 $(DESTDIR)$(PREFIX)/share/man/man1/metricctl.1
	install -D -m 0644 completions/metricctl.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/metricctl
	install -D -m 0644 completions/_metricctl $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_metricctl
	install -D -m 0644 completions/metricctl.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/metricctl.fish

clean:
	rm -rf .build Benchmarks/build
