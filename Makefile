# SPDX-License-Identifier: 0BSD
#
# make            build the generator and bring out/ up to date
# make check      every test
# make help       the rest

CC ?= cc
CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual \
    -Wundef -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
XML_CFLAGS = $(shell xml2-config --cflags)
XML_LIBS = $(shell xml2-config --libs)
GEN_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 $(WARNINGS) -Igen -I$(B)/gen \
    $(XML_CFLAGS)

PREFIX ?= /usr/local
DESTDIR ?=

# Where objects go; the sanitizers use a folder of their own.
B = build

GEN_SOURCES = $(wildcard gen/*.c gen/*/*.c)
GEN_OBJECTS = $(GEN_SOURCES:gen/%.c=$(B)/gen/%.o) $(B)/gen/embedded.o
GEN = $(B)/smtpcodes-gen
LIBRARY = $(B)/gen/gen.a
CATALOG = $(wildcard catalog/*.xml catalog/*/*.xml)

# What is embedded, as embedded_NAME_EXTENSION.
EMBED = catalog/catalog.rng $(addprefix gen/runtime/,\
    $(addprefix header/,smtpcodes.h lookup.h status.h read.h \
    smtpcodes_explain.h fold.h match.h) \
    $(addprefix tool/,smtpcodes.c tool_print.h tool_codes.h tool_log.h \
    tool_summary.h completion.bash completion.zsh completion.fish) schema.json \
    smtpcodes.1 smtpcodes.3 smtpcodes_explain.3 smtpcodes.7)

.PHONY: gen check valgrind drift includes links manual consumer portable deps-portable tool newcomer same-bytes schema unit lint asan \
    golden promise score install deps deps-lint deps-bench iana-diff clean help
.DELETE_ON_ERROR:

gen: build/gen.stamp

# The stamp carries the outputs' state: a file of out/ changed by hand is
# newer than it, and the generator puts it right.
build/gen.stamp: $(GEN) $(CATALOG) $(shell find out -newer build/gen.stamp 2>/dev/null)
	@$(GEN) catalog out
	@touch $@

$(B)/gen:
	mkdir -p $@

$(GEN): $(B)/gen/main.o $(LIBRARY)
	@echo "link $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(XML_LIBS)

# All of the generator but main, for the tests.
$(LIBRARY): $(filter-out $(B)/gen/main.o,$(GEN_OBJECTS))
	@rm -f $@ && ar rcs $@ $^

$(B)/gen/%.o: gen/%.c | $(B)/gen
	@echo "cc $<" && mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(GEN_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/embedded.o: $(B)/gen/embedded.c
	@$(CC) $(CFLAGS) $(GEN_CFLAGS) -c -o $@ $<

$(B)/gen/embedded.c: $(EMBED) Makefile | $(B)/gen
	@{ echo '#include "runtime/embedded.h"'; \
	$(foreach e,$(EMBED),$(call embed,$(e),$(subst .,_,$(notdir $(e))))) \
	} > $@

# xxd takes names from paths when given one, so it reads standard input.
embed = echo 'static const unsigned char $(2)[] = {'; xxd -i < $(1); echo '};'; \
    echo 'const struct embedded embedded_$(2) = {(const char *)$(2), sizeof $(2)};';

-include $(wildcard $(B)/gen/*.d $(B)/gen/*/*.d)

help:
	@sed -n '/^| `make/s/^| `\(make [^`]*\)` | \(.*\) |$$/\1: \2/p' README.md

deps:
	@gen/deps.sh build check
deps-lint: deps
	@gen/deps.sh lint
deps-bench: deps
	@gen/deps.sh bench
deps-portable: deps
	@gen/deps.sh portable

# --- tests -----------------------------------------------------------------
# The unit tests come last: their summaries close the run.

check: drift schema same-bytes includes links manual consumer portable tool newcomer fuzz-short unit

TESTS = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
TEST_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Wshadow -Werror \
    -Igen -I$(B)/gen $(XML_CFLAGS)

# Is out/ what the catalogue says?
drift: $(GEN)
	@if ! $(GEN) --check catalog out; then \
	    rm -rf build/tmp/expected && mkdir -p build/tmp && \
	    $(GEN) catalog build/tmp/expected >/dev/null && \
	    diff -ru out build/tmp/expected | head -100; \
	    echo "out/ is not what catalog/ says. Run: make gen" >&2; exit 1; fi

schema: $(GEN)
	xmllint --noout --relaxng catalog/catalog.rng $(CATALOG) 2>/dev/null
	jsonschema -i out/smtpcodes.json out/smtpcodes.schema.json 2>/dev/null

# A generator built by the other compiler writes the same bytes.
same-bytes: $(B)/gen/embedded.c
	@for c in gcc clang; do mkdir -p build/tmp/$$c && \
	    $$c -O1 $(GEN_CFLAGS) $(GEN_SOURCES) $(B)/gen/embedded.c \
	        -o build/tmp/$$c/gen $(XML_LIBS) && \
	    build/tmp/$$c/gen --check catalog out || exit 1; done

# No folder of gen/ includes from one above it.
includes:
	@CC='$(CC) $(GEN_CFLAGS)' tests/includes.sh

# Every relative link and anchor of the docs leads somewhere.
links: $(B)/docs_links
	$(B)/docs_links out/docs

$(B)/docs_links: tests/docs_links.c $(LIBRARY) | $(B)/gen
	@echo "cc $<"
	@$(CC) $(CFLAGS) $(TEST_CFLAGS) -o $@ $< $(LIBRARY) -lcmark $(XML_LIBS)

consumer:
	@CC='$(CC)' tests/consumer/run.sh

# The same on other machines; what has no tool here is skipped.
portable:
	@CC='$(CC)' tests/consumer/portable.sh

manual:
	@CC='$(CC)' tests/manual.sh

tool:
	@CC='$(CC)' tests/tool.sh

newcomer:
	@CC='$(CC)' tests/newcomer.sh

$(B)/tests:
	mkdir -p $@

$(B)/tests/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(LIBRARY) \
    $(wildcard out/*.h tests/golden/out/*.h) | $(B)/tests
	@echo "cc $<"
	@$(CC) $(CFLAGS) $(TEST_CFLAGS) -o $@ $< $(LIBRARY) -lcmocka $(XML_LIBS)

# Two at a time, since some of them mostly wait; shown one by one.
unit: $(GEN) $(TESTS)
	@mkdir -p build/tmp; failed=0; export SMTPCODES_GEN=$(GEN); \
	printf '%s\n' $(TESTS) | xargs -P 2 -I T sh -c 'T > T.log 2>&1' || failed=1; \
	for t in $(TESTS); do cat $$t.log; done; exit $$failed

# The same tests, and a whole run, under the sanitizers.
ASAN = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
    -fno-sanitize-recover=all
asan:
	$(MAKE) B=build/asan CFLAGS='$(ASAN)' unit build/asan/smtpcodes
	build/asan/smtpcodes-gen --check catalog out
	$(call explain_all,build/asan/smtpcodes)

# The generator and the tool under memcheck.
MEMCHECK = valgrind --quiet --error-exitcode=9 --leak-check=full
valgrind: $(GEN) $(B)/smtpcodes
	$(MEMCHECK) $(GEN) --check catalog out
	$(MEMCHECK) $(GEN) catalog build/tmp/valgrind
	$(call explain_all,$(MEMCHECK) $(B)/smtpcodes)

# Every way through the tool, over replies of all kinds.
explain_all = for how in '' --json --summary; do cut -f1 tests/explain/replies.tsv | \
    $(1) explain $$how >/dev/null || exit 1; done; $(1) list >/dev/null

include tests/bench/bench.mk
include tests/fuzz/fuzz.mk

# --- everything else -------------------------------------------------------

# The golden files follow from the golden catalogue; read the diff.
golden: $(GEN)
	$(GEN) tests/golden/catalog tests/golden/out

# Symbols once given out may never go; this remembers the new ones.
promise: gen
	@tests/promised/add.sh

iana-diff: $(GEN)
	@test -n "$(IANA)" || { echo 'usage: make iana-diff IANA=file.xml' >&2; exit 2; }
	@$(GEN) --iana $(IANA) catalog && echo 'no differences'

# How often the explainer is right on a labelled file; see tests/score.c.
score: $(B)/score
	@test -n "$(CORPUS)" || { echo 'usage: make score CORPUS=file.tsv' >&2; exit 2; }
	@$(B)/score $(CORPUS)

$(B)/score: tests/score.c $(wildcard out/*.h) | $(B)/gen
	@$(CC) $(CFLAGS) -std=c99 -Wall -Wextra -Werror -o $@ $<

C_FILES = $(filter-out tests/golden/%,$(wildcard gen/*.[ch] gen/*/*.[ch] gen/*/*/*.[ch] \
    tests/*.[ch] tests/*/*.[ch] tests/*/*/*.h))
BANNED = \b(sprintf|strcpy|strcat|strtok|atoi|setlocale|isalpha|isdigit|isspace|gets)\(

# Annex K, which the first check wants instead of memcpy, is in no C library
# here; the second of clang 14 does not know va_start when it reads many files.
TIDY = -clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,$\
    -clang-analyzer-valist.Uninitialized

# cppcheck and gcc's analyser take many minutes over the tool's tables, so it
# is left to clang-tidy.
lint: $(GEN)
	clang-format --dry-run -Werror $(C_FILES)
	! grep -rnE '$(BANNED)' $(GEN_SOURCES) gen/runtime
	cppcheck --quiet --std=c11 --enable=warning,performance,portability \
	    --error-exitcode=1 --inline-suppr -Igen $(GEN_SOURCES)
	clang-tidy --quiet --warnings-as-errors='*' --checks='$(strip $(TIDY))' $(GEN_SOURCES) -- $(GEN_CFLAGS)
	clang-tidy --quiet --warnings-as-errors='*' --checks='$(strip $(TIDY))' out/smtpcodes.c -- \
	    -std=c99 -D_POSIX_C_SOURCE=200809L
	for c in $(GEN_SOURCES); do gcc -O1 -fanalyzer $(GEN_CFLAGS) -c -o /dev/null $$c || exit 1; done
	shellcheck gen/*.sh tests/*.sh tests/*/*.sh
	xmllint --noout --relaxng catalog/catalog.rng $(CATALOG)
	cd out/man && grep -L '^\.so ' man*/* | xargs mandoc -Tlint -Wwarning
	cd out/man && grep -L '^\.so ' man*/* | xargs -n1 groff -mdoc -ww -b -z -Tutf8

$(B)/smtpcodes: $(wildcard out/*.[ch]) | $(B)/gen
	@$(CC) $(CFLAGS) -std=c99 -D_POSIX_C_SOURCE=200809L -o $@ out/smtpcodes.c

to = $(DESTDIR)$(PREFIX)
install: gen $(B)/smtpcodes
	install -d $(to)/bin $(to)/include $(to)/share/pkgconfig \
	    $(to)/share/bash-completion/completions \
	    $(to)/share/zsh/site-functions $(to)/share/fish/vendor_completions.d
	install $(B)/smtpcodes $(to)/bin
	install -m 644 out/*.h $(to)/include
	for d in out/man/man*; do install -d $(to)/share/man/$${d##*/} && \
	    install -m 644 $$d/* $(to)/share/man/$${d##*/}; done
	install -m 644 out/completion/smtpcodes.bash \
	    $(to)/share/bash-completion/completions/smtpcodes
	install -m 644 out/completion/_smtpcodes $(to)/share/zsh/site-functions
	install -m 644 out/completion/smtpcodes.fish \
	    $(to)/share/fish/vendor_completions.d
	printf '%s\n' 'prefix=$(PREFIX)' '' 'Name: smtpcodes' \
	    'Description: SMTP reply codes and enhanced status codes' \
	    "Version: $$(sed -n 's/.*<catalog.* version="\([^"]*\)".*/\1/p' catalog/catalog.xml)" \
	    'Cflags: -I$${prefix}/include' > $(to)/share/pkgconfig/smtpcodes.pc

clean:
	rm -rf build
