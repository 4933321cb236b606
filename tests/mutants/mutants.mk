# SPDX-License-Identifier: 0BSD
#
# How run.sh builds one mutant: the generator as a shared library, so that
# fifty tests need not be linked anew, and each test only when its turn comes.
# Objects have no line numbers, so those of a mutant can be compared.
include Makefile

override CFLAGS = -O1 -fPIC
SHARED = $(B)/shared
LINK_SHARED = -L$(SHARED) -Wl,-rpath,'$$ORIGIN' -lgen $(XML_LIBS)
SHARED_TESTS = $(TESTS:$(B)/tests/%=$(SHARED)/%)

all: $(SHARED)/smtpcodes-gen $(SHARED_TESTS)

$(SHARED):
	@mkdir -p $@

$(SHARED)/libgen.so: $(filter-out $(B)/gen/main.o,$(GEN_OBJECTS)) | $(SHARED)
	@$(CC) -shared -o $@ $^ $(XML_LIBS)

# Who finds it there need not link it anew when the library changes.
$(SHARED)/smtpcodes-gen: $(B)/gen/main.o | $(SHARED)/libgen.so
	@$(CC) -o $@ $< $(LINK_SHARED)

# What runs longer than a compiler needs to make it quick.
OPTIMIZE = $(if $(filter test_explain test_frames test_lookup,$(@F)),-O1,-O0)
$(SHARED)/test_%: tests/unit/test_%.c | $(SHARED)/libgen.so
	@$(CC) $(TEST_CFLAGS) $(OPTIMIZE) -MMD -MP -MT $@ -MF $@.d -o $@ $< $(LINK_SHARED) \
	    $(or $(call package,--libs,cmocka),-lcmocka)

-include $(wildcard $(SHARED)/*.d)
.PHONY: all
