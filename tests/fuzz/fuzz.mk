# SPDX-License-Identifier: 0BSD
#
# make fuzz, fuzz-short, fuzz-coverage: see tests/fuzz/README.md.
# Included by the main Makefile, which knows B, two_jobs, GEN_SOURCES, GEN_CFLAGS,
# XML_CFLAGS and XML_LIBS. Needs clang with libFuzzer, and libcmark.

FUZZ = $(B)/fuzz
FUZZ_CC ?= clang
# Of wall time, for all together.
FUZZ_SECONDS ?= 60
# Two at a time: some 20 seconds of work. The last two need the whole
# generator, of which tests/unit/test_mutation.c tries more in as much time.
FUZZ_SHORT_SECONDS = 10
FUZZ_SHORT_NAMES = read find explain bounce tool tmpl escape
FUZZ_NAMES = $(FUZZ_SHORT_NAMES) catalog iana

FUZZ_SANITIZE = -O1 -gline-tables-only -fno-omit-frame-pointer \
    -fsanitize=address,undefined -fno-sanitize-recover=undefined
FUZZ_CFLAGS = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow $(FATAL) \
    -Wno-unused-function -Igen -I$(B)/gen -Itests/fuzz $(XML_CFLAGS)

FUZZ_GEN = $(patsubst gen/%.c,$(FUZZ)/gen/%.o,$(filter-out gen/main.c gen/base/mem.c,$(GEN_SOURCES))) \
    $(FUZZ)/gen/embedded.o $(FUZZ)/mem_exact.o
FUZZ_BINARIES = $(FUZZ_NAMES:%=$(FUZZ)/fuzz_%)

# What each is linked with besides.
FUZZ_WITH_tmpl = $(FUZZ)/gen/write/tmpl.o $(FUZZ)/gen/base/buf.o $(FUZZ)/mem_exact.o
FUZZ_WITH_escape = $(FUZZ)/gen/base/text.o $(FUZZ)/gen/render/esc.o $(FUZZ)/gen/render/esc_markdown.o \
    $(FUZZ)/gen/render/esc_roff.o $(FUZZ)/gen/base/buf.o $(FUZZ)/gen/base/utf8.o $(FUZZ)/gen/base/diag.o $(FUZZ)/mem_exact.o \
    $(FUZZ)/read_back.o $(FUZZ)/read_markdown.o
FUZZ_LIBS_escape = -lcmark
FUZZ_WITH_tool = $(FUZZ)/read_files.o $(FUZZ)/read_back.o $(FUZZ)/gen/base/buf.o $(FUZZ)/mem_exact.o
FUZZ_WITH_catalog = $(FUZZ_GEN) $(FUZZ)/edit.o $(FUZZ)/graft.o $(FUZZ)/put_xml.o $(FUZZ)/judge_json.o $(FUZZ)/read_back.o \
    $(FUZZ)/read_files.o
FUZZ_LIBS_catalog = $(XML_LIBS) -Wl,--wrap=read_file,--wrap=dir_files,--wrap=xml_schema_open,--wrap=xml_schema_close
FUZZ_WITH_iana = $(FUZZ_GEN) $(FUZZ)/read_back.o $(FUZZ)/read_files.o
FUZZ_LIBS_iana = $(XML_LIBS) -Wl,--wrap=read_file

# Can this clang make a fuzzer at all?
fuzz_able = $(shell mkdir -p $(FUZZ) && \
    echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' | \
    $(FUZZ_CC) -fsanitize=fuzzer,address,undefined -x c - -o $(FUZZ)/able 2>/dev/null && echo yes)

.PHONY: fuzz fuzz-short fuzz-build fuzz-build-short fuzz-coverage
.SECONDARY: $(FUZZ_BINARIES:%=%.o)

fuzz fuzz-short:
	@$(if $(fuzz_able),$(MAKE) --no-print-directory $(two_jobs) $(if $(filter fuzz,$@),fuzz-build,fuzz-build-short) && \
	    tests/fuzz/run.sh $(if $(filter fuzz,$@),$(FUZZ) $(FUZZ_SECONDS) $(FUZZ_NAMES),--short $(FUZZ) $(FUZZ_SHORT_SECONDS) $(FUZZ_SHORT_NAMES)),\
	    echo 'fuzz: not run, since $(FUZZ_CC) has no libFuzzer here (Debian: libclang-rt-14-dev)' >&2)

fuzz-build: $(FUZZ_BINARIES)
fuzz-build-short: $(FUZZ_SHORT_NAMES:%=$(FUZZ)/fuzz_%)

# What part of the code the corpora reach; needs llvm-cov and llvm-profdata.
FUZZ_COUNT = -O1 -g -fprofile-instr-generate -fcoverage-mapping
fuzz-coverage:
	@$(MAKE) --no-print-directory $(two_jobs) FUZZ=$(B)/fuzz-coverage \
	    FUZZ_SANITIZE='$(FUZZ_COUNT)' fuzz-build
	@tests/fuzz/coverage.sh $(B)/fuzz-coverage $(FUZZ)/corpus $(FUZZ_NAMES)

$(FUZZ)/gen:
	@mkdir -p $@

$(FUZZ)/gen/%.o: gen/%.c | $(FUZZ)/gen
	@mkdir -p $(@D) && $(FUZZ_CC) $(FUZZ_SANITIZE) -fsanitize=fuzzer-no-link $(GEN_CFLAGS) \
	    -MMD -MP -c -o $@ $<

# Megabytes of constants: nothing to sanitize.
$(FUZZ)/gen/embedded.o: $(B)/gen/embedded.c | $(FUZZ)/gen
	@$(FUZZ_CC) $(GEN_CFLAGS) -c -o $@ $<

$(FUZZ)/%.o: tests/fuzz/%.c | $(FUZZ)/gen
	@$(FUZZ_CC) $(FUZZ_SANITIZE) $(FUZZ_CFLAGS) -MMD -MP -c -o $@ $<

# A harness sees coverage too where it includes the code itself.
$(FUZZ)/fuzz_%.o: tests/fuzz/fuzz_%.c | $(FUZZ)/gen
	@$(FUZZ_CC) $(FUZZ_SANITIZE) -fsanitize=fuzzer-no-link $(FUZZ_CFLAGS) \
	    -MMD -MP -c -o $@ $<

$(FUZZ)/fuzz_tmpl: $(FUZZ_WITH_tmpl)
$(FUZZ)/fuzz_tool: $(FUZZ_WITH_tool)
$(FUZZ)/fuzz_escape: $(FUZZ_WITH_escape)
$(FUZZ)/fuzz_catalog: $(FUZZ_WITH_catalog)
$(FUZZ)/fuzz_iana: $(FUZZ_WITH_iana)
$(FUZZ)/fuzz_%: $(FUZZ)/fuzz_%.o
	@echo "link $@"
	@$(FUZZ_CC) $(FUZZ_SANITIZE) -fsanitize=fuzzer -o $@ $^ $(FUZZ_LIBS_$*)

-include $(wildcard $(FUZZ)/*.d $(FUZZ)/gen/*.d $(FUZZ)/gen/*/*.d)
