# SPDX-License-Identifier: 0BSD
#
# How run.sh builds one mutant: the generator as a shared library, so that
# fifty tests need not be linked anew, and each test only when its turn comes.
# Objects have no line numbers, so those of a mutant can be compared.
include Makefile

override CFLAGS = -O2 -fPIC
SHARED = $(B)/shared
LINK_SHARED = -L$(SHARED) -Wl,-rpath,'$$ORIGIN' -lgen $(XML_LIBS)
SHARED_TESTS = $(TESTS:$(B)/tests/%=$(SHARED)/%)

all: $(SHARED)/smtpcodes-gen $(SHARED)/headers.o $(SHARED)/tool.o $(SHARED_TESTS)

$(SHARED):
	@mkdir -p $@

$(SHARED)/libgen.so: $(filter-out $(B)/gen/main.o,$(GEN_OBJECTS)) | $(SHARED)
	@$(CC) -shared -o $@ $^ $(XML_LIBS)

# Who finds it there need not link it anew when the library changes.
$(SHARED)/smtpcodes-gen: $(B)/gen/main.o | $(SHARED)/libgen.so
	@$(CC) -o $@ $< $(LINK_SHARED)

$(SHARED)/test_%: tests/unit/test_%.c | $(SHARED)/libgen.so
	@$(CC) $(TEST_CFLAGS) -O1 -MMD -MP -MT $@ -MF $@.d -o $@ $< $(LINK_SHARED) \
	    $(or $(call package,--libs,cmocka),-lcmocka)

# What is generated for C, simplified by the compiler, to be compared.
$(SHARED)/headers.o: FORCE
	@printf '#define SMTPC_IMPLEMENTATION\n#include "smtpcodes_bounce.h"\n#include "smtpcodes_text.h"\n' | \
	    $(CC) -O1 -std=c99 -Iout -x c -c -o $@ -
$(SHARED)/tool.o: FORCE
	@$(CC) -O1 -std=c99 -D_POSIX_C_SOURCE=200809L -c -o $@ out/smtpcodes.c

-include $(wildcard $(SHARED)/*.d)
.PHONY: all
