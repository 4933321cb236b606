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
GEN_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 $(WARNINGS) -Igen -Ibuild/gen \
    $(XML_CFLAGS)

PREFIX ?= /usr/local
DESTDIR ?=

GEN_SOURCES = $(wildcard gen/*.c)
GEN_OBJECTS = $(GEN_SOURCES:gen/%.c=build/gen/%.o) build/gen/embedded.o
GEN = build/smtpcodes-gen
CATALOG = $(wildcard catalog/*.xml catalog/*/*.xml)

# What is embedded: the file, and the name of its array.
EMBED = catalog_rng:catalog/catalog.rng \
    smtpcodes_h:gen/runtime/smtpcodes.h \
    schema_json:gen/runtime/schema.json
EMBED_FILES = $(foreach e,$(EMBED),$(lastword $(subst :, ,$(e))))

.PHONY: gen check clean help
.DELETE_ON_ERROR:

gen: build/gen.stamp

# The stamp carries the outputs' state: a file of out/ changed by hand is
# newer than it, and the generator puts it right.
build/gen.stamp: $(GEN) $(CATALOG) $(shell find out -newer build/gen.stamp 2>/dev/null)
	$(GEN) catalog out
	@touch $@

build build/gen:
	mkdir -p $@

$(GEN): $(GEN_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(GEN_OBJECTS) $(XML_LIBS)

build/gen/%.o: gen/%.c | build/gen
	$(CC) $(CFLAGS) $(GEN_CFLAGS) -MMD -MP -c -o $@ $<

build/gen/embedded.o: build/gen/embedded.c
	$(CC) $(CFLAGS) $(GEN_CFLAGS) -c -o $@ $<

build/gen/embedded.c: $(EMBED_FILES) Makefile | build/gen
	@{ echo '#include "embedded.h"'; \
	$(foreach e,$(EMBED),$(call embed,$(word 1,$(subst :, ,$(e))),$(word 2,$(subst :, ,$(e))))) \
	} > $@

# xxd takes names from paths when given one, so it reads standard input.
embed = echo 'const unsigned char embedded_$(1)[] = {'; xxd -i < $(2); \
    echo '};'; echo 'const unsigned int embedded_$(1)_len = sizeof embedded_$(1);';

-include $(wildcard build/gen/*.d)

clean:
	rm -rf build
