# SPDX-License-Identifier: 0BSD
#
# make            build the generator and update out/
# make check      every test
# make help       all targets

CC ?= cc
CFLAGS ?= -O2 -g
# WERROR=1, for those who change the code: a warning is an error. A compiler
# that nobody here has tried may warn of more, which stops nobody.
WERROR ?=
export WERROR
FATAL = $(if $(WERROR),-Werror)
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual \
    -Wundef -Wstrict-prototypes -Wmissing-prototypes -Wvla $(FATAL)
# Asked once, and only by who builds the generator.
XML_CFLAGS = $(eval XML_CFLAGS := $$(shell xml2-config --cflags))$(XML_CFLAGS)
XML_LIBS = $(eval XML_LIBS := $$(shell xml2-config --libs))$(XML_LIBS)
GEN_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 $(WARNINGS) -Igen -I$(B)/gen \
    $(XML_CFLAGS)

PREFIX ?= /usr/local
DESTDIR ?=
export PREFIX DESTDIR

# Where all that is made goes but out/; the sanitizers use a folder of their own.
B = build
export BUILD = $(B)

GEN_SOURCES = $(wildcard gen/*.c gen/*/*.c)
GEN_OBJECTS = $(GEN_SOURCES:gen/%.c=$(B)/gen/%.o) $(B)/gen/embedded.o
GEN = $(B)/smtpcodes-gen
LIBRARY = $(B)/gen/gen.a
# What the generator makes for C. Names are never taken from the folders: make
# and the shell would read a name that somebody chose.
HEADERS = $(addprefix out/,smtpcodes.h smtpcodes_explain.h smtpcodes_text.h \
    smtpcodes_bounce.h)

# What is embedded, as embedded_NAME_EXTENSION.
EMBED = catalog/catalog.rng $(addprefix gen/runtime/,\
    $(addprefix header/,smtpcodes.h key.h lookup.h status.h read.h names.h \
    smtpcodes_explain.h words.h fold.h match.h smtpcodes_text.h smtpcodes_bounce.h \
    mime.h decode.h report.h notice.h) \
    $(addprefix tool/,smtpcodes.c tool_options.h tool_print.h tool_input.h tool_log.h tool_json.h \
    tool_programs.h tool_servers.h tool_events.h tool_tables.h tool_cache.h \
    tool_results.h tool_verdict.h tool_answer.h tool_mail.h tool_lines.h \
    tool_explain.h tool_summary.h tool_report.h tool_metrics.h tool_summarize.h \
    tool_find.h tool_page.h tool_codes.h tool_search.h tool_found.h \
    completion.bash completion.zsh completion.fish) \
    $(addprefix build/,CMakeLists.txt meson.build smtpcodes.pc.in) schema.json \
    $(addprefix sql/,sqlite/smtpcodes_sqlite.c postgresql/smtpcodes_postgresql.c \
    postgresql/smtpcodes.control postgresql/smtpcodes.sql postgresql/Makefile) \
    smtpcodes.1 smtpcodes.3 smtpcodes_explain.3 smtpcodes_text.3 smtpcodes_bounce.3 \
    site.css)

.PHONY: gen test format hooks site site-pages style sources check valgrind drift includes libxml2 building build-systems packages links manual consumer portable deps-portable tool logs situations hostile newcomer walk small-diffs large-tables same-bytes schema json unit lint asan \
    golden promise score mutants install uninstall deps deps-lint deps-analyse deps-bench analyse iana-diff deps-site deps-engines deps-check-site check-engines check-site npm-package check-npm dist check-dist deb deps-deb check-deb clean help FORCE
.DELETE_ON_ERROR:

# It takes a tenth of a second, so it looks itself whether there is something
# to do.
gen: $(GEN)
	@$(GEN) catalog out

# In one call of make, deps come first and gen before what reads out/, whatever
# -j says.
$(B)/built-with: | $(filter deps%,$(MAKECMDGOALS))
test check drift lint install unit: | $(filter gen,$(MAKECMDGOALS))

$(B) $(B)/gen:
	@mkdir -p $@

# Another compiler, flag, library or xxd builds everything anew.
$(B)/built-with: export BUILT_WITH = $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(WERROR)
$(B)/built-with: FORCE | $(B)
	@t=$@.$$$$; { echo "$$BUILT_WITH"; $(CC) --version; xml2-config --version --cflags; \
	    xxd -v; } >$$t 2>&1; if cmp -s $$t $@; then rm $$t; else mv $$t $@; fi
FORCE:

# Each file gets its name when it is whole: a run that was killed leaves no
# half of one, and two at once do not meet.
compile = t=$(1).$$$$; $(CC) $(CPPFLAGS) $(CFLAGS) $(2) -MMD -MP -MT $(1) -MF $$t.d \
    -o $$t $(3) && mv $$t.d $(1:.o=).d && mv $$t $(1)

$(GEN): $(B)/gen/main.o $(LIBRARY) $(B)/built-with
	@echo "link $@"
	@t=$@.$$$$; $(CC) $(CFLAGS) $(LDFLAGS) -o $$t $(filter %.o %.a,$^) $(XML_LIBS) && mv $$t $@

# All of the generator but main, for the tests.
$(LIBRARY): $(filter-out $(B)/gen/main.o,$(GEN_OBJECTS))
	@t=$@.$$$$; ar rcs $$t $^ && mv $$t $@

$(B)/gen/%.o: gen/%.c $(B)/built-with | $(B)/gen
	@echo "cc $<" && mkdir -p $(@D)
	@$(call compile,$@,$(GEN_CFLAGS) -c,$<)

$(B)/gen/embedded.o: $(B)/gen/embedded.c $(B)/built-with
	@$(call compile,$@,$(GEN_CFLAGS) -c,$<)

$(B)/gen/embedded.c: $(EMBED) Makefile $(B)/built-with | $(B)/gen
	@command -v xxd >/dev/null || { echo 'xxd is missing: make deps' >&2; exit 1; }
	@t=$@.$$$$; { echo '#include "runtime/embedded.h"' && \
	$(foreach e,$(EMBED),$(call embed,$(e),$(subst .,_,$(notdir $(e))))) \
	:; } >$$t && mv $$t $@ || { rm -f $$t; exit 1; }

# xxd takes names from paths when given one, so it reads standard input.
embed = echo 'static const unsigned char $(2)[] = {' && xxd -i < $(1) && echo '};' && \
    echo 'const struct embedded embedded_$(2) = {(const char *)$(2), sizeof $(2)};' &&

-include $(wildcard $(B)/gen/*.d $(B)/gen/*/*.d)

# README's table, as text.
help:
	@sed -n '/^| `make/{ s/[`\[]//g; s/\](*[^])]*[])]//g; s/^| //; s/ |$$//; p; }' README.md | \
	    awk -F ' [|] ' '{ n = split($$2, w, " "); line = sprintf("%-28s", $$1); \
	        for (i = 1; i <= n; i++) { if (length(line " " w[i]) > 79) { print line; \
	            line = sprintf("%28s", "") } line = line " " w[i] } print line }'
	@echo; echo 'Set, if you need to: CC, CFLAGS, CPPFLAGS, LDFLAGS; WERROR=1; B, the folder for'; \
	echo 'what is built (build); PREFIX (/usr/local) and DESTDIR, where to install.'

deps:
	@gen/deps.sh build check
# The validator of HTML and what makes types of a schema are no packages of a
# system's own.
NPM = html-validate@9 json-schema-to-typescript@15 typescript@5 eslint@9 ajv@8
NPM_SITE = playwright-core@1 axe-core@4
npm_install = command -v npm >/dev/null || exit 0; for p in $(1); do \
    [ -d $(B)/npm/node_modules/$${p%@*} ] || \
    exec npm install --silent --no-audit --no-fund --prefix $(B)/npm $(1); done
deps-lint: deps
	@gen/deps.sh lint
	@$(call npm_install,$(NPM))
deps-analyse: deps
	@gen/deps.sh analyse
deps-bench: deps
	@gen/deps.sh bench
deps-portable: deps
	@gen/deps.sh portable
deps-deb: deps
	@gen/deps.sh deb
deps-site: deps
	@gen/deps.sh site
deps-engines: deps
	@gen/deps.sh engines
deps-check-site: deps-site
	@gen/deps.sh check-site
	@$(call npm_install,$(NPM_SITE))

# --- tests -----------------------------------------------------------------
# Two at a time, the longest first, for most of them use one processor. The
# fuzzers and the unit tests use two by themselves. These come last: cmocka's
# summaries and the total close the run. A failure stops nothing.

CHECKS = building consumer newcomer build-systems same-bytes walk \
    site-pages small-diffs large-tables manual tool logs situations hostile includes schema style links json packages \
    libxml2 drift
# Two jobs, unless make was told otherwise.
two_jobs = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j2)
check:
	@$(MAKE) --no-print-directory $(two_jobs) $(GEN)
	@rm -rf $(B)/checked; mkdir -p $(B)/checked
	@$(MAKE) --no-print-directory $(two_jobs) $(CHECKS:%=checked-%)
	@$(MAKE) --no-print-directory checked-fuzz-short
	@$(MAKE) --no-print-directory $(two_jobs) checked-unit
	@tests/total.sh $(B)/checked

# One of them: what it says comes out in one piece.
checked-%:
	@if $(MAKE) --no-print-directory $* >$(B)/checked/$* 2>&1; then cat $(B)/checked/$*; \
	    else cat $(B)/checked/$* && touch $(B)/checked/$*.failed; fi

# What an edit of the catalogue can break, in seconds; with a C compiler,
# libxml2, xxd and cmocka.
test: $(GEN)
	@$(MAKE) --no-print-directory drift style
	@$(MAKE) --no-print-directory $(two_jobs) unit \
	    TESTS='$(filter-out $(SLOW_TESTS) $(LONG_TESTS),$(TESTS))' SLOW_TESTS=

TESTS = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
# A minute each: they begin, so that none of them is left alone at the end.
SLOW_TESTS = $(addprefix $(B)/tests/test_,killed failing mutation)
# Seconds each, of what the catalogue has no part in.
LONG_TESTS = $(addprefix $(B)/tests/test_,safety memory beyond frames tool)
# They take as long to build as to run, so little is spent on making them fast.
TEST_CFLAGS = -O1 -g1 -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Wshadow $(FATAL) \
    -DCMOCKA_NO_DEPRECATION_WARNINGS -Igen -I$(B)/gen $(XML_CFLAGS) \
    $(call package,--cflags,cmocka libcmark)
# Where pkg-config knows it, which it need not on a system's own paths.
package = $(shell pkg-config $(1) $(2) 2>/dev/null)

# Is out/ what the catalogue says? When the catalogue itself is wrong, that has
# been said by then.
drift: $(GEN)
	@$(GEN) --check catalog out || { \
	    rm -rf $(B)/tmp/expected && mkdir -p $(B)/tmp && \
	    $(GEN) catalog $(B)/tmp/expected >/dev/null 2>&1 || exit 1; \
	    diff -ru out $(B)/tmp/expected | head -100; \
	    echo "out/ does not match catalog/. Run: make gen" >&2; exit 1; }

# Are its texts written as the texts of a catalogue are? The generator itself
# does not know what day it is; here it is that of the first to have it.
style: $(GEN)
	@$(GEN) --style $$(TZ=UTC-14 date +%Y-%m-%d) catalog

# What was last looked at more than 18 months ago.
sources: $(GEN)
	@$(GEN) --sources $$(date '+%Y %m' | awk '{ m = $$1 * 12 + $$2 - 1 - 18; \
	    printf "%d-%02d", m / 12, m % 12 + 1 }') catalog

# xmllint says of each good file that it is, on standard error.
xml_files = find catalog -name '*.xml' -print0
schema: $(GEN)
	@mkdir -p $(B)/tmp; $(xml_files) | xargs -0 xmllint --noout --relaxng \
	    catalog/catalog.rng >$(B)/tmp/schema.log 2>&1 || { cat $(B)/tmp/schema.log; exit 1; }
	@[ "$$(xmllint --xpath "count(//*[local-name() = 'element' or local-name() = 'attribute'] \
	    [not(*[1][local-name() = 'documentation'])])" catalog/catalog.rng)" = 0 ] || { \
	    echo 'catalog/catalog.rng: an element or attribute has no <a:documentation>' >&2; exit 1; }
	@for out in out tests/golden/out; do tests/json_schema.sh \
	    $$out/smtpcodes.schema.json $$out/smtpcodes.json || exit 1; done

# Programs in other languages look codes up, and types are made of the schema.
json:
	@tests/json/run.sh

# A generator built by the other compiler writes the same bytes; drift has tried
# the one that made it.
same-bytes: $(B)/gen/embedded.c
	@mkdir -p $(B)/tmp/other
	@$(if $(findstring clang,$(CC)),gcc,clang) -O1 $(GEN_CFLAGS) $(GEN_SOURCES) $< \
	    -o $(B)/tmp/other/gen $(XML_LIBS)
	@$(B)/tmp/other/gen --check catalog out

# No folder of gen/ includes from one above it.
includes:
	@CC='$(CC) $(GEN_CFLAGS)' tests/includes.sh

# The declarations of releases that are not installed here take what we hand
# to them.
libxml2:
	@for v in 21200 21300 21400 21500; do $(CC) -fsyntax-only -std=c11 -D_XOPEN_SOURCE=700 \
	    $(WARNINGS) -Werror=incompatible-pointer-types -Igen -Itests/libxml2 \
	    -DLIBXML_VERSION=$$v gen/read/xml.c || exit 1; done; echo 'libxml2: 2.12 to 2.15 declared'

# Every relative link and anchor of the docs and the site leads somewhere.
links: $(B)/links site
	$(B)/links out/docs README.md
	$(B)/links tests/golden/out/docs README.md
	$(B)/links $(B)/site index.html

# Both read Markdown as cmark does.
$(B)/links: tests/links.c
$(B)/hostile: tests/hostile/markdown.c
$(B)/links $(B)/hostile: $(LIBRARY)
	@echo "cc $(filter %.c,$^)"
	@$(call compile,$@,$(TEST_CFLAGS),$(filter %.c,$^) $(LIBRARY) $(LDFLAGS) \
	    $(or $(call package,--libs,libcmark),-lcmark) $(XML_LIBS))

consumer:
	@CC='$(CC)' tests/consumer/run.sh

# The same on other machines; what has no tool here is skipped.
portable:
	@CC='$(CC)' tests/consumer/portable.sh

manual:
	@CC='$(CC)' tests/manual.sh
	@CC='$(CC)' tests/manual_api.sh

tool:
	@CC='$(CC)' tests/tool.sh

logs:
	@CC='$(CC)' tests/logs.sh
	@CC='$(CC)' tests/summary.sh

# What people hold when mail fails, and whether the answers serve them.
situations:
	@CC='$(CC)' tests/situations.sh

# A catalogue that somebody wrote to get out of its place.
hostile: $(GEN) $(B)/hostile
	@tests/hostile.sh $(GEN) $(B)/hostile

# This Makefile in other hands, and deps.sh on other systems.
building:
	@tests/building.sh

# The programs of others: CMake, Meson, pkg-config.
build-systems:
	@CC='$(CC)' tests/build_systems.sh

packages:
	@tests/packages.sh

# Databases, log daemons and others, as far as they are installed.
check-engines: $(B)/smtpcodes
	@CC='$(CC)' tests/engines.sh

# An archive of the sources is the same for everybody, and enough.
check-dist:
	@tests/dist.sh

newcomer:
	@CC='$(CC)' tests/newcomer.sh

# The steps of gen/README.md for who adds an output.
walk:
	@tests/walk.sh

# What a contributor's one code, phrase or message changes of the headers.
small-diffs: $(GEN)
	@tests/small_diffs.sh $(GEN)

# A catalogue that needs the wider forms of the headers' tables.
large-tables: $(GEN)
	@CC='$(CC)' tests/large_tables.sh $(GEN)

$(B)/tests/%: tests/unit/%.c $(LIBRARY)
	@echo "cc $<" && mkdir -p $(@D)
	@$(call compile,$@,$(TEST_CFLAGS),$< $(LIBRARY) $(LDFLAGS) \
	    $(or $(call package,--libs,cmocka),-lcmocka) $(XML_LIBS))

-include $(wildcard $(B)/tests/*.d)

# Two at a time, since some of them mostly wait. Of those that pass only the
# summary is shown; those that fail come last, with all that they said.
unit: $(GEN) $(TESTS)
	@mkdir -p $(B)/tmp; failed=0; export SMTPCODES_GEN=$(GEN); \
	printf '%s\n' $(SLOW_TESTS) $(filter-out $(SLOW_TESTS),$(TESTS)) | xargs -P 2 -I T sh -c \
	    'rm -f T.failed; T > T.log 2>&1 || touch T.failed'; \
	for t in $(TESTS); do [ -e $$t.failed ] || grep -E '^\[(==========|  PASSED  |  SKIPPED )\]' $$t.log; done; \
	for t in $(TESTS); do [ ! -e $$t.failed ] || { failed=1; cat $$t.log; \
	    echo "unit: $$t failed; run it alone: make $$t && $$t"; }; done; \
	cat $(TESTS:=.log) | awk '/^\[ +OK \]/ { passed++ } /^\[  SKIPPED \] [a-z]/ { skipped++ } \
	    /^\[  FAILED  \] [a-z]/ { failed++ } END { printf "unit: %d passed, %d failed, %d skipped\n", \
	    passed, failed / 2, skipped / 2 }'; exit $$failed

# The same tests, and a whole run, under the sanitizers.
ASAN = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
    -fno-sanitize-recover=all
asan:
	$(MAKE) B=$(B)/asan CFLAGS='$(ASAN)' unit $(B)/asan/smtpcodes
	$(B)/asan/smtpcodes-gen --check catalog out
	$(call explain_all,$(B)/asan/smtpcodes)

# The generator and the tool under memcheck.
MEMCHECK = valgrind --quiet --error-exitcode=9 --leak-check=full
valgrind: $(GEN) $(B)/smtpcodes
	$(MEMCHECK) $(GEN) --check catalog out
	$(MEMCHECK) $(GEN) catalog $(B)/tmp/valgrind
	$(call explain_all,$(MEMCHECK) $(B)/smtpcodes)

# Every way through the tool, over replies of all kinds.
explain_all = for how in explain 'explain --json --texts' summary; do \
    cut -f1 tests/explain/replies.tsv | $(1) $$how >/dev/null || exit 1; done; $(1) list >/dev/null

include tests/bench/bench.mk
include tests/fuzz/fuzz.mk

# --- the web pages ---------------------------------------------------------

# The box that explains what is pasted is the tool's parts over out/'s headers,
# as a WebAssembly. Where clang or its linker is missing, pages come without it.
# ISSUES is where "Wrong? Tell us" opens an issue, https://.../issues/new; while
# it is empty, the page has no such link.
ISSUES ?=
WEB = $(B)/web
WASM = --target=wasm32 -std=c99 -Oz -ffreestanding -nostdlib -mbulk-memory \
    -Wall -Wextra -Wshadow -Wno-unused-function $(FATAL) -Igen/runtime/web/libc -Iout \
    -Wl,--no-entry,--gc-sections,--strip-all,--stack-first,-z,stack-size=262144
$(WEB)/smtpcodes.wasm: gen/runtime/web/web.c $(wildcard gen/runtime/web/libc/*.h \
    gen/runtime/tool/tool_*.h) $(HEADERS) $(B)/built-with
	@echo "clang $<" && mkdir -p $(@D)
	@t=$@.$$$$; clang $(WASM) -o $$t $< && mv $$t $@

has_wasm = command -v clang >/dev/null && command -v wasm-ld >/dev/null
site: $(GEN)
	@if $(has_wasm); then \
	    $(MAKE) --no-print-directory $(WEB)/smtpcodes.wasm && \
	    gen/runtime/web/parts.sh $(WEB)/smtpcodes.wasm $(WEB)/parts '$(ISSUES)' && \
	    $(GEN) --site catalog $(B)/site $(WEB)/parts; \
	else \
	    echo 'site: without the box that explains bounces, which needs clang and wasm-ld: make deps-site' >&2; \
	    $(GEN) --site catalog $(B)/site; \
	fi

# What a browser and a search engine want of them.
site-pages: site
	@tests/site/pages.sh $(B)/site
	@$(GEN) --site catalog $(B)/tmp/bare-site >/dev/null && \
	if grep -rlE '<script|<textarea' $(B)/tmp/bare-site; then \
	    echo 'site: without its parts it has pages with a box' >&2; exit 1; fi

# What people see and do there, in a browser without a window.
check-site: site
	@CC='$(CC)' tests/site/browser.sh $(B)/site

# The same WebAssembly as a package for npm, which says what the tool says.
npm-package: $(WEB)/smtpcodes.wasm
	@gen/runtime/web/npm/package.sh $< $(B)/npm-package

check-npm:
	@if $(has_wasm) && [ -x $(B)/npm/node_modules/.bin/json2ts ]; then \
	    $(MAKE) --no-print-directory npm-package && CC='$(CC)' tests/site/npm.sh $(B)/npm-package; \
	else \
	    echo 'check-npm: skipped, since clang, wasm-ld or json2ts is not here: make deps-site deps-lint'; \
	fi

# --- packages --------------------------------------------------------------

# The sources as they are released: what git has, and an out/ that matches.
dist: drift
	@gen/packaging/dist.sh $(B)

# Debian's, from that archive.
deb: dist
	@gen/packaging/deb.sh $(B)

# They are judged, and live in a system of their own; what is missing is skipped.
check-deb:
	@tests/debian.sh

# --- everything else -------------------------------------------------------

# The golden files follow from the golden catalogue; read the diff.
golden: $(GEN)
	$(GEN) tests/golden/catalog tests/golden/out

# Symbols once given out may never go; this remembers the new ones.
promise: gen
	@tests/promised/add.sh $(GEN)

# Asks before each commit whether out/ is what the catalogue says.
hooks:
	@hook=$$(git rev-parse --git-path hooks)/pre-commit; \
	    [ ! -e "$$hook" ] || cmp -s tests/pre_commit.sh "$$hook" || { \
	    echo "$$hook is there already; call tests/pre_commit.sh from it" >&2; exit 1; }; \
	    mkdir -p "$${hook%/*}" && cp tests/pre_commit.sh "$$hook" && echo "$$hook"

iana-diff: $(GEN)
	@test -n "$(IANA)" || { echo 'usage: make iana-diff IANA=file.xml' >&2; exit 2; }
	@$(GEN) --iana $(IANA) catalog && echo 'no differences'

# How often the explainer is right on a labelled file; see tests/score.c.
score: $(B)/score
	@test -n "$(CORPUS)" || { echo 'usage: make score CORPUS=file.tsv' >&2; exit 2; }
	@$(B)/score $(CORPUS)

$(B)/score: tests/score.c $(HEADERS) | $(B)
	@$(CC) $(CFLAGS) -std=c99 -Wall -Wextra $(FATAL) -o $@ $<

# Do the tests notice when the code is wrong? See tests/mutants/run.sh.
mutants:
	@tests/mutants/run.sh

C_FILES = $(filter-out tests/golden/%,$(wildcard gen/*.[ch] gen/*/*.[ch] gen/*/*/*.[ch] gen/*/*/*/*.[ch] \
    tests/*.[ch] tests/*/*.[ch] tests/*/*/*.h))
BANNED = \b(sprintf|strcpy|strcat|strtok|atoi|setlocale|isalpha|isdigit|isspace|gets)\(

format:
	clang-format -i $(C_FILES)

# What can be seen without thinking: form, manual pages, scripts, HTML. Seconds.
lint: $(GEN)
	@clang-format --dry-run -Werror $(C_FILES)
	@! grep -rnE '$(BANNED)' $(GEN_SOURCES) gen/runtime
	@shellcheck -x gen/*.sh gen/packaging/*.sh tests/*.sh tests/*/*.sh .ci/run
	@cd out/man && grep -L '^\.so ' man*/* | xargs mandoc -Tlint -Wwarning
	@cd out/man && grep -L '^\.so ' man*/* | xargs -n1 groff -mdoc -ww -b -z -Tutf8
	@$(MAKE) --no-print-directory site && tests/site/valid.sh $(B)/site
	@tests/site/lint.sh gen/runtime/web gen/runtime/web/npm tests/site
	@echo 'lint: nothing found'

# Annex K, which the first check wants instead of memcpy, is in no C library
# here; the second of clang 14 does not know va_start when it reads many files.
TIDY = -clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,$\
    -clang-analyzer-valist.Uninitialized

# What takes minutes: three analysers. The tool's tables are too large for
# cppcheck and gcc's, so it is left to clang-tidy.
analyse: $(GEN)
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability \
	    --error-exitcode=1 --inline-suppr -Igen $(GEN_SOURCES)
	@clang-tidy --quiet --warnings-as-errors='*' --checks='$(strip $(TIDY))' $(GEN_SOURCES) -- $(GEN_CFLAGS)
	@clang-tidy --quiet --warnings-as-errors='*' --checks='$(strip $(TIDY))' out/smtpcodes.c -- \
	    -std=c99 -D_POSIX_C_SOURCE=200809L
	@for c in $(GEN_SOURCES); do gcc -O1 -fanalyzer $(GEN_CFLAGS) -Werror -c -o /dev/null $$c || exit 1; done
	@echo 'analyse: nothing found'

$(B)/smtpcodes: out/smtpcodes.c $(HEADERS) $(B)/built-with
	@t=$@.$$$$; $(CC) $(CPPFLAGS) $(CFLAGS) -std=c99 -D_POSIX_C_SOURCE=200809L \
	    $(LDFLAGS) -o $$t $< && mv $$t $@

# All that is installed, from out/ as it is, so a C compiler is enough. `put`
# takes a mode, a folder and files; `put_as` a file and its name there; `put_site`
# a folder, for what is in the web pages, if they were built.
installed = share=$$DESTDIR$$PREFIX/share; \
    put 755 "$$DESTDIR$$PREFIX/bin" $(B)/smtpcodes; \
    put 644 "$$DESTDIR$$PREFIX/include" $(HEADERS); \
    put 644 "$$share/smtpcodes" out/smtpcodes.json out/smtpcodes.schema.json out/smtpcodes.csv; \
    for d in man1 man3 man7; do put 644 "$$share/man/$$d" out/man/$$d/*; done; \
    put_as 644 "$$share/bash-completion/completions" out/completion/smtpcodes.bash smtpcodes; \
    put 644 "$$share/zsh/site-functions" out/completion/_smtpcodes; \
    put 644 "$$share/fish/vendor_completions.d" out/completion/smtpcodes.fish; \
    put 644 "$$share/pkgconfig" $(B)/smtpcodes.pc; \
    put_site "$$share/doc/smtpcodes/html"

# Of pages that stand somewhere their manifest knows which are ours.
take_site = take_site() { [ ! -f "$$1/manifest.txt" ] || ( cd "$$1"; \
        sed -n 's/^[0-9a-f]*  //p' manifest.txt | xargs rm -f; rm -f manifest.txt; \
        find . -depth -type d ! -name . -exec rmdir {} + 2>/dev/null || :; \
        cd ../..; rmdir smtpcodes/html smtpcodes 2>/dev/null || : ); }

# What the files may do does not depend on the umask of who installs them, and
# a .pc file that root left does not stop anybody else.
install: $(B)/smtpcodes
	@set -e; umask 022; \
	into() { mkdir -p "$$1"; echo "$$1"; }; \
	put() { m=$$1; to=$$2; shift 2; into "$$to"; install -m "$$m" "$$@" "$$to"; }; \
	put_as() { into "$$2"; install -m "$$1" "$$3" "$$2/$$4"; }; \
	$(take_site); \
	put_site() { [ -f $(B)/site/manifest.txt ] || return 0; take_site "$$1"; into "$$1"; \
	    cp -R $(B)/site/. "$$1"; chmod -R u=rwX,go=rX "$$1"; }; \
	rm -f $(B)/smtpcodes.pc; \
	{ printf 'prefix='; printf '%s\n' "$$PREFIX" | sed "s/[ \"'\\\\]/\\\\&/g"; \
	  echo 'includedir=$${prefix}/include'; sed 1,2d out/smtpcodes.pc.in; } >$(B)/smtpcodes.pc; \
	$(installed)

# The same files, and of the folders only our own: the others may be anybody's.
uninstall:
	@set -e; \
	put() { to=$$2; shift 2; for f; do rm -f "$$to/$${f##*/}"; done; echo "$$to"; }; \
	put_as() { put "$$1" "$$2" "$$4"; }; \
	$(take_site); put_site() { take_site "$$1"; echo "$$1"; }; \
	$(installed); [ ! -d "$$share/smtpcodes" ] || rmdir "$$share/smtpcodes" || :

clean:
	rm -rf $(B)
