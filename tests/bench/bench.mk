# SPDX-License-Identifier: 0BSD
#
# make bench: side by side with the peers; see tests/bench/README.md.
# Included by the main Makefile, which knows B, CC, CFLAGS and GEN. Peers that
# are not installed are left out, with a note on standard error.

BENCH = $(B)/bench
BENCH_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -O2 -g \
    -Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers \
    -Iout -Itests/bench -I$(BENCH)
BENCH_HEADERS = out/smtpcodes.h tests/bench/bench.h tests/bench/keys.h \
    $(BENCH)/peers.h
# How large the synthetic catalogues are.
BENCH_ENTRIES ?= 150 1500 15000 150000

bench_has = $(shell echo 'int main(void) { return 0; }' | \
    $(CC) -x c $(1) - -o /dev/null $(2) 2>/dev/null && echo yes)
BENCH_PCRE2 = $(if $(call bench_has,-DPCRE2_CODE_UNIT_WIDTH=8 -include pcre2.h,-lpcre2-8),-DHAVE_PCRE2)
BENCH_GPERF = $(if $(shell command -v gperf),-DHAVE_GPERF)
BENCH_HS = $(if $(call bench_has,-include hs/hs.h,-lhs),-DHAVE_HYPERSCAN)

BENCH_CMPH = $(if $(call bench_has,-include cmph.h,-lcmph),-DHAVE_CMPH)

.PHONY: bench bench-lookup bench-calls bench-count bench-lines bench-phrases \
    bench-linear bench-log bench-gen bench-hash bench-compile

bench: bench-lookup bench-calls bench-count bench-lines bench-phrases \
    bench-linear bench-log bench-gen bench-hash bench-compile

$(BENCH):
	mkdir -p $@

# gperf takes seconds over these, so they are made once a catalogue.
$(BENCH)/peers.h: out/smtpcodes.json tests/bench/peers.sh | $(BENCH)
	tests/bench/peers.sh $< $(BENCH)

$(BENCH)/lookup: tests/bench/bench_lookup.c $(BENCH_HEADERS)
	$(CC) $(BENCH_CFLAGS) -o $@ $<

$(BENCH)/lookup_calls: tests/bench/bench_lookup.c $(BENCH_HEADERS)
	$(CC) $(BENCH_CFLAGS) -DBENCH_CALLS -o $@ $<

$(BENCH)/lines: tests/bench/bench_lines.c $(BENCH_HEADERS)
	$(CC) $(BENCH_CFLAGS) -Wno-unused-function $(BENCH_GPERF) $(BENCH_PCRE2) \
	    -o $@ $< $(if $(BENCH_PCRE2),-lpcre2-8)

# The phrases as their rows have them.
$(BENCH)/phrase_texts.h: out/smtpcodes_explain.h | $(BENCH)
	sed -n 's/^    SMTPC_PHRASE_(\(".*"\), .*/\1,/p' $< > $@

$(BENCH)/phrases: tests/bench/bench_phrases.c tests/bench/bench.h \
    $(BENCH)/phrase_texts.h | $(BENCH)
	$(CC) $(BENCH_CFLAGS) -Wno-unused-function $(BENCH_HS) $(BENCH_PCRE2) \
	    -o $@ $< $(if $(BENCH_HS),-lhs) $(if $(BENCH_PCRE2),-lpcre2-8)

$(BENCH)/linear: tests/bench/bench_linear.c tests/bench/bench.h \
    out/smtpcodes_explain.h | $(BENCH)
	$(CC) $(BENCH_CFLAGS) -Wno-unused-function -o $@ $<

$(BENCH)/run_times: tests/bench/run_times.c | $(BENCH)
	$(CC) $(BENCH_CFLAGS) -o $@ $<

# A code or a name from text; inlined, then called.
bench-lookup: $(BENCH)/lookup
	@$<
	@CC='$(CC)' tests/bench/sizes.sh $(BENCH)

bench-calls: $(BENCH)/lookup_calls
	@echo 'Not inlined:'; echo; $<

bench-count: $(BENCH)/lookup
	@tests/bench/counts.sh $< $(BENCH)/counts

bench-lines: $(BENCH)/lines
	@$(if $(BENCH_PCRE2),,echo 'bench: no PCRE2 here, so it is not compared with' >&2;) $<

# A file of reply lines, the reply in the first column.
BENCH_LINES ?= tests/explain/replies.tsv
bench-phrases: $(BENCH)/phrases
	@$(if $(BENCH_HS),,echo 'bench: no Hyperscan here, so it is not compared with' >&2;) \
	    $< $(BENCH_LINES)

# Fails where a text takes longer a byte the longer it is.
bench-linear: $(BENCH)/linear
	@$<

# A mail log: the summary and its lines as JSON.
bench-log: $(B)/smtpcodes $(BENCH)/run_times
	@tests/bench/bench_log.sh $< $(BENCH)/run_times $(BENCH)/log

bench-gen: $(GEN) $(BENCH)/run_times
	@tests/bench/bench_gen.sh $(GEN) $(BENCH)/run_times $(BENCH)/gen $(BENCH_ENTRIES)

$(BENCH)/phash: tests/bench/bench_phash.c tests/bench/bench.h $(LIBRARY) | $(BENCH)
	$(CC) $(BENCH_CFLAGS) -Igen -Wno-unused-function $(BENCH_CMPH) -o $@ $< \
	    $(LIBRARY) $(if $(BENCH_CMPH),-lcmph)

# Building a perfect hash, up to a million keys.
bench-hash: $(BENCH)/phash $(BENCH)/run_times
	@$(if $(BENCH_CMPH),,echo 'bench: no cmph here, so it is not compared with' >&2;) \
	    tests/bench/bench_hash.sh $< $(BENCH)/run_times $(BENCH)/hash

# How long compilers take over the headers, ours and ones of 15000 entries.
bench-compile: $(GEN) $(BENCH)/run_times
	@tests/bench/bench_compile.sh $(GEN) $(BENCH)/run_times $(BENCH)/compile
